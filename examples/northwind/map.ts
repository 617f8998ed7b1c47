import type { CustomerRow, OrderRow, ProductRow } from "./read.ts";
import { countries, rules } from "./rules.ts";

/** Northwind's rows as the bodies of Weft's requests. */
const usd = (minor: number) => ({ minor, currency: rules.currency });

export const skuOf = (productID: string): string => `NW-${productID.padStart(2, "0")}`;
const roundedCost = (listPrice: number): number => Math.round((listPrice * rules.costPercent) / 100);

/** Phone numbers are left out: the data has them without a country's code. Contact persons are no data of a customer in Weft. */
export function customerBody({ companyName, address, city, region, postalCode, country }: CustomerRow) {
  const code = countries.get(country);
  if (code === undefined) throw new Error(`${companyName}: ${country} is no country that rules.ts knows`);
  const billingAddress = {
    street: [address],
    city,
    country: code,
    ...(region === undefined ? {} : { region }),
    ...(postalCode === undefined ? {} : { postalCode }),
  };
  return { name: companyName, currency: rules.currency, paymentTermDays: rules.paymentTermDays, billingAddress };
}

export const productBody = ({ productID, productName, quantityPerUnit, unitPrice }: ProductRow) => ({
  sku: skuOf(productID),
  name: productName,
  description: quantityPerUnit,
  kind: "goods",
  unit: "package",
  listPrice: usd(unitPrice),
  taxCode: rules.taxCode,
});

/** So many packages come in, at the cost of the rules. */
export const receiptLine = ({ productID, unitPrice }: ProductRow, quantity: number) => ({
  sku: skuOf(productID),
  quantity,
  unitCost: usd(roundedCost(unitPrice)),
});

/** The deal as it was agreed: the prices and discounts of the order's own lines, not of today's list. */
export const opportunityBody = ({ orderID, employeeID, orderDate, details }: OrderRow, customerId: string) => ({
  customerId,
  title: `Order ${orderID}`,
  ownerId: `user:employee-${employeeID}`,
  openedOn: orderDate,
  expectedCloseOn: orderDate,
  lines: details.map(({ productID, quantity, unitPrice, discount }) => ({
    sku: skuOf(productID),
    quantity,
    unitPrice: usd(unitPrice),
    ...(discount === 0 ? {} : { discountPercent: discount }),
  })),
});

export const winBody = ({ orderID, orderDate, requiredDate }: OrderRow) => ({
  wonOn: orderDate,
  promisedOn: requiredDate,
  reference: orderID,
  invoicing: "on-order",
});
