import { ulid } from "ulid";
import { expect } from "vitest";
import { OrderPlaced } from "../../events/sales/order-placed.ts";
import { ShipmentDispatched } from "../../events/inventory/shipment-dispatched.ts";
import { StockReleased } from "../../events/inventory/stock-released.ts";
import { documentClient } from "../../functions/_runtime/clients.ts";
import { world, type WorldOptions } from "../kit/world.ts";

export const eur = (minor: number) => ({ minor, currency: "EUR" });
export const CUSTOMER = "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B";
export const OTHER = "01JD3Z7Q8R5T6V9W0X1Y2Z3A4C";
export const newId = (): string => ulid();

export interface ALine {
  readonly sku?: string;
  readonly kind?: "goods" | "service";
  readonly quantity: number;
  readonly minor: number;
  readonly discountPercent?: number;
  readonly taxCode?: string;
}
export interface AnOrder {
  readonly orderId: string;
  readonly customerId?: string;
  readonly company?: string;
  readonly currency?: string;
  readonly invoicing?: "on-order" | "on-shipment";
  readonly paymentTermDays?: number;
  readonly lines: readonly ALine[];
}
export const anOrder = (lines: readonly ALine[], over: Partial<AnOrder> = {}): AnOrder => ({ orderId: newId(), lines, ...over });

export const placed = ({ orderId, customerId = CUSTOMER, company = "MAIN", currency = "EUR", invoicing = "on-order", paymentTermDays = 30, lines }: AnOrder) =>
  OrderPlaced.data.parse({
    orderId,
    customerId,
    company,
    currency,
    invoicing,
    paymentTermDays,
    placedAt: "2026-11-23T09:00:00.000Z",
    promisedOn: "2026-12-01",
    lines: lines.map(({ sku = "DESK", kind = "goods", quantity, minor, taxCode = "S19", ...rest }, at) => ({
      lineNo: at + 1,
      sku,
      kind,
      quantity,
      unitPrice: { minor, currency },
      taxCode,
      ...rest,
    })),
  });

const released = ({ orderId, customerId = CUSTOMER, company = "MAIN", invoicing = "on-order", lines }: AnOrder, unshipped: readonly number[]) =>
  StockReleased.data.parse({
    orderId,
    customerId,
    company,
    invoicing,
    lines: lines.flatMap(({ sku = "DESK", kind = "goods" }, at) =>
      (unshipped[at] ?? 0) === 0 ? [] : [{ lineNo: at + 1, sku, kind, unshipped: unshipped[at], released: 0 }],
    ),
  });

export const shipped = (
  { orderId, customerId = CUSTOMER, company = "MAIN", invoicing = "on-order" }: AnOrder,
  shipmentId: string,
  lines: readonly (readonly [lineNo: number, quantity: number])[],
  cost = 0,
) =>
  ShipmentDispatched.data.parse({
    shipmentId,
    orderId,
    customerId,
    company,
    invoicing,
    dispatchedAt: "2026-11-24T09:00:00.000Z",
    cost: eur(cost),
    lines: lines.map(([lineNo, quantity], at) => ({ lineNo, sku: "DESK", quantity, cost: eur(at === 0 ? cost : 0) })),
  });

/** Finance alone in a world: facts of other contexts are told to it, as often as a test likes. */
export async function office(options: WorldOptions = {}) {
  const w = await world(options);
  const said: { to: string; context: string; name: string; data: unknown; on: string }[] = [];

  async function deliver(to: string, context: string, name: string, data: unknown, on: string) {
    const id = newId();
    const metadata = {
      id,
      tenant: w.tenant,
      version: 1,
      occurredAt: `${on}T09:00:00.000Z`,
      actor: "user:ada",
      correlationId: id,
      causationId: id,
      causationDepth: 1,
      subject: "-",
    };
    // A delivery that fails comes again, as from the queue.
    for (let tries = 0; (await w.deliver({ context, name, metadata, data }, `finance/${to}`)).length > 0; tries += 1)
      expect(tries, `${to} never succeeds`).toBeLessThan(20);
  }
  async function tell(to: string, context: string, name: string, data: unknown, on: string) {
    said.push({ to, context, name, data, on });
    await deliver(to, context, name, data, on);
  }
  const trialBalance = (query: Record<string, string> = { period: "2099-12" }) => w.must("finance/show-trial-balance", { query });

  return {
    ...w,
    tell,
    /** Finance hears of the customer whom the others of these tests are about. */
    meet: () =>
      tell("open-books-on-customer-registered", "sales", "CustomerRegistered", { customerId: CUSTOMER, currency: "EUR", paymentTermDays: 30 }, "2026-01-01"),
    place: (order: AnOrder, on = "2026-11-23") => tell("issue-invoice-on-order-placed", "sales", "OrderPlaced", placed(order), on),
    release: (order: AnOrder, unshipped: readonly number[], on = "2026-11-25") =>
      tell("credit-invoice-on-stock-released", "inventory", "StockReleased", released(order, unshipped), on),
    ship: (order: AnOrder, shipmentId: string, lines: readonly (readonly [number, number])[], cost = 0) =>
      tell("issue-invoice-on-shipment-dispatched", "inventory", "ShipmentDispatched", shipped(order, shipmentId, lines, cost), "2026-11-24"),
    /** Everything that was said is said again, backwards. */
    async sayAgain() {
      for (const { to, context, name, data, on } of said.toReversed()) await deliver(to, context, name, data, on);
    },
    invoice: (id: string) => w.must("finance/show-invoice", { path: { id } }),
    pay: (body: object) => w.call("finance/record-payment", { body: { customerId: CUSTOMER, method: "bank-transfer", receivedOn: "2026-01-10", ...body } }),
    trialBalance,
    /** Closing balances by account, debits less credits; and the books are seen to balance. */
    async closing(query?: Record<string, string>): Promise<Record<string, number>> {
      const { accounts, totals } = await trialBalance(query);
      for (const total of totals) expect(total.debit).toEqual(total.credit);
      expect(accounts.reduce((sum: number, row: { closing: { minor: number } }) => sum + row.closing.minor, 0)).toBe(0);
      return Object.fromEntries(accounts.map((row: { account: string; closing: { minor: number } }) => [row.account, row.closing.minor]));
    },
  };
}
export type Office = Awaited<ReturnType<typeof office>>;

/** The write units that the table says some work cost, indexes included. */
export async function writeUnitsOf(work: () => Promise<unknown>): Promise<number> {
  let units = 0;
  const { middlewareStack } = documentClient();
  middlewareStack.add(
    (next) => async (args) => {
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "INDEXES" } as never });
      const consumed = (result.output as { ConsumedCapacity?: unknown }).ConsumedCapacity;
      if (Array.isArray(consumed) && "TransactItems" in args.input) for (const one of consumed as { CapacityUnits?: number }[]) units += one.CapacityUnits ?? 0;
      return result;
    },
    { step: "initialize", priority: "low", name: "count-write-units" },
  );
  try {
    await work();
  } finally {
    middlewareStack.remove("count-write-units");
  }
  return units;
}
