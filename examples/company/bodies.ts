import type { Customer } from "./customers.ts";
import type { Deal, Line, Order } from "./demand.ts";
import type { Entry } from "./plan.ts";
import type { Product, suppliers } from "./products.ts";
import type { Loss, Receipt, Shipment } from "./warehouse.ts";

/** The plan's things as the bodies of Weft's requests. A body says the same however often it is made: a key stands for one body. */
const CURRENCY = "EUR";
const eur = (minor: number) => ({ minor, currency: CURRENCY });

export const customerBody = ({ name, email, taxId, address, termDays }: Customer) => ({
  name,
  email,
  currency: CURRENCY,
  paymentTermDays: termDays,
  billingAddress: address,
  ...(taxId === undefined ? {} : { taxId }),
});

export const supplierBody = ({ name, city, country, termDays }: (typeof suppliers)[number]) => ({
  name,
  currency: CURRENCY,
  paymentTermDays: termDays,
  address: { street: ["Musterstr. 1"], city, country },
});

export const productBody = ({ sku, name, family, kind, unit, price }: Product) => ({
  sku,
  name,
  description: family,
  kind,
  unit,
  listPrice: eur(price),
  taxCode: "S19",
});

const lineOf =
  ({ taxCode }: Customer) =>
  ({ product, quantity, unitPrice, discountPercent }: Line) => ({
    sku: product.sku,
    quantity,
    unitPrice: eur(unitPrice),
    ...(discountPercent === 0 ? {} : { discountPercent }),
    ...(taxCode === "S19" ? {} : { taxCode }),
  });

export const dealBody = ({ customer, title, openedOn, expectedCloseOn, source, owner, stage, competitors, lines }: Deal, customerId: string) => ({
  customerId,
  title,
  openedOn,
  expectedCloseOn,
  source,
  stage,
  competitors: competitors.map((name) => ({ name })),
  lines: lines.map(lineOf(customer)),
  ...(owner === undefined ? {} : { ownerId: owner }),
});

const terms = ({ no, customer, promisedOn }: Order) => ({
  promisedOn,
  invoicing: customer.invoicing,
  reference: `${customer.address.city.slice(0, 3).toUpperCase()}-${String(no + 1).padStart(5, "0")}`,
});
export const winBody = (order: Order) => ({ wonOn: order.placedOn, ...terms(order) });
export const orderBody = (order: Order, customerId: string) => ({
  customerId,
  placedOn: order.placedOn,
  ...terms(order),
  lines: order.lines.map(lineOf(order.customer)),
});

export const receiptBody = ({ on, reference, lines }: Pick<Receipt, "on" | "reference" | "lines">) => ({
  receivedOn: on,
  reference,
  lines: lines.map(({ sku, quantity, unitCost }) => ({ sku, quantity, unitCost: eur(unitCost) })),
});

const carriers = ["Beispiel Logistik", "Musterfracht", "Eigene Tour"];
export const shipmentBody = ({ on, order, part, lines }: Shipment, orderId: string) => ({
  orderId,
  shippedOn: on,
  carrier: carriers[(order.no + part) % carriers.length],
  lines,
});

export const lossBody = ({ on, sku, quantity, reason }: Loss) => ({ adjustedOn: on, sku, quantity: -quantity, reason });

export const entryBody = ({ on, memo, debit, credit, minor }: Entry) => ({
  postedOn: on,
  currency: CURRENCY,
  memo,
  lines: [
    { account: debit, debit: minor },
    { account: credit, credit: minor },
  ],
});

export const paymentBody = (customerId: string, invoiceId: string, receivedOn: string, minor: number) => ({
  customerId,
  amount: eur(minor),
  method: "bank-transfer",
  receivedOn,
  allocations: [{ invoiceId }],
});
