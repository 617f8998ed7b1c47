import * as z from "zod";
import type { Shop } from "./shop.ts";
import { LINES, SKUS, eur, openDeal } from "./shop.ts";

/** One request that changes something. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** A command, and what must be there before it: `prepare` makes that through the API and answers the request that is measured. */
export interface Command {
  readonly useCase: string;
  readonly prepare: (shop: Shop, settle: () => Promise<void>) => Promise<Request>;
}

const post = (path: string, body: unknown): Request => ({ method: "POST", path, body });
const patch = (path: string, body: unknown): Request => ({ method: "PATCH", path, body });
const unique = (): string => crypto.randomUUID().slice(0, 8).toUpperCase();

/** An order of three lines that is reserved and invoiced; answers its id. */
export async function settledOrder({ call, customerId }: Shop, settle: () => Promise<void>, more: object = {}): Promise<string> {
  const id = await call.made("/sales/orders", { customerId, lines: LINES, ...more });
  await settle();
  return id;
}

const Invoices = z.array(z.looseObject({ id: z.string(), open: z.unknown() })).min(1);
export async function invoiceOf({ call }: Shop, orderId: string): Promise<z.infer<typeof Invoices>[number]> {
  const [invoice] = Invoices.parse(await call.data("GET", `/finance/invoices?orderId=${orderId}`));
  if (invoice === undefined) throw new Error(`order ${orderId} has no invoice`);
  return invoice;
}

async function givenUp({ giveUp }: Shop, settle: () => Promise<void>): Promise<string> {
  const id = await giveUp();
  await settle();
  return id;
}

/** Every command once, as an ordinary day has it. The scale is that of the main job: three lines. */
export const commands: readonly Command[] = [
  {
    useCase: "sales/register-customer",
    prepare: async () =>
      post("/sales/customers", {
        name: "Ada's Bikes",
        email: `${unique()}@example.com`,
        taxId: `DE${unique()}`,
        billingAddress: { street: ["1 Mill Lane"], city: "Berlin", postalCode: "10115", country: "DE" },
      }),
  },
  { useCase: "sales/revise-customer", prepare: async ({ customerId }) => patch(`/sales/customers/${customerId}`, { name: `Ada's Bikes ${unique()}` }) },
  {
    useCase: "purchasing/register-supplier",
    prepare: async () => post("/purchasing/suppliers", { name: `Grain & Co ${unique()}`, email: `${unique()}@example.com` }),
  },
  {
    useCase: "purchasing/revise-supplier",
    prepare: async ({ call }) =>
      patch(`/purchasing/suppliers/${await call.made("/purchasing/suppliers", { name: `Grain ${unique()}` })}`, { name: `Grain & Co ${unique()}` }),
  },
  {
    useCase: "catalog/add-product",
    prepare: async () => post("/catalog/products", { sku: `P-${unique()}`, name: "A saddle", kind: "goods", listPrice: eur(3_900), taxCode: "S19" }),
  },
  { useCase: "catalog/revise-product", prepare: async () => patch(`/catalog/products/${SKUS[0]}`, { name: `A frame ${unique()}` }) },
  {
    useCase: "inventory/receive-goods",
    prepare: async () => post("/inventory/receipts", { lines: SKUS.map((sku) => ({ sku, quantity: 10, unitCost: eur(4_100) })) }),
  },
  { useCase: "inventory/adjust-stock", prepare: async () => post("/inventory/adjustments", { sku: SKUS[1], quantity: -1, reason: "damage" }) },
  {
    useCase: "sales/open-opportunity",
    prepare: async ({ customerId }) => post("/sales/opportunities", { customerId, title: "Spring season", lines: LINES }),
  },
  { useCase: "sales/revise-opportunity", prepare: async (shop) => patch(`/sales/opportunities/${await openDeal(shop)}`, { stage: "negotiating" }) },
  { useCase: "sales/win-opportunity", prepare: async (shop) => post(`/sales/opportunities/${await openDeal(shop)}/win`, {}) },
  { useCase: "sales/lose-opportunity", prepare: async (shop) => post(`/sales/opportunities/${await openDeal(shop)}/lose`, { reason: "price" }) },
  { useCase: "sales/place-order", prepare: async ({ customerId }) => post("/sales/orders", { customerId, lines: LINES }) },
  {
    useCase: "sales/cancel-order",
    prepare: async (shop, settle) => post(`/sales/orders/${await settledOrder(shop, settle)}/cancel`, { reason: "changed their mind" }),
  },
  { useCase: "inventory/dispatch-shipment", prepare: async (shop, settle) => post("/inventory/shipments", { orderId: await settledOrder(shop, settle) }) },
  {
    useCase: "finance/record-payment",
    prepare: async (shop, settle) => {
      const { id, open } = await invoiceOf(shop, await settledOrder(shop, settle));
      return post("/finance/payments", { customerId: shop.customerId, amount: open, method: "bank-transfer", allocations: [{ invoiceId: id }] });
    },
  },
  {
    useCase: "finance/post-journal-entry",
    prepare: async () =>
      post("/finance/journal-entries", {
        currency: "EUR",
        memo: "Rent",
        lines: [
          { account: "6000", debit: 50_000 },
          { account: "1000", credit: 50_000 },
        ],
      }),
  },
  { useCase: "platform/redrive-dead-letter", prepare: async (shop, settle) => post(`/platform/dead-letters/${await givenUp(shop, settle)}/redrive`, {}) },
  {
    useCase: "platform/dismiss-dead-letter",
    prepare: async (shop, settle) => post(`/platform/dead-letters/${await givenUp(shop, settle)}/dismiss`, { reason: "done by hand" }),
  },
];
