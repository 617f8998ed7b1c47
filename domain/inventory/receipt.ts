import * as z from "zod";
import { GoodsReceived } from "../../events/inventory/goods-received.ts";
import { DocumentDate, dateRefusals, documentDate } from "../kernel/business-date.ts";
import { accept, create, type Refused, type Refusals, refuse } from "../kernel/decision.ts";
import { type Money, sum, UnitPrice } from "../kernel/money.ts";
import { plus, Quantity } from "../kernel/quantity.ts";
import { CompanyCode, type Instant, MAIN_COMPANY, type ReceiptId, Sku, text } from "../kernel/values.ts";
import { type Receipt, Receipts } from "./receipt.table.ts";
import type { StockLevel } from "./stock-level.table.ts";
import { takeIn } from "./stock-move.ts";
import { StockMoves } from "./stock-move.table.ts";
import { beyondCounting, costOf } from "./valuation.ts";

export const refusals = {
  unknown_product: "unprocessable",
  cost_currency_mismatch: "unprocessable",
  mixed_currencies: "unprocessable",
  value_too_large: "unprocessable",
  too_much_stock: "unprocessable",
  ...dateRefusals,
} as const satisfies Refusals;
type Code = Exclude<keyof typeof refusals, "date_in_future">;

/** What came in. `unitCost` is the cost of purchase of one unit, in the currency the product's stock is valued in (IAS 2.11). */
export const GoodsIn = z.strictObject({
  company: CompanyCode.default(MAIN_COMPANY),
  receivedOn: DocumentDate,
  reference: text(80).optional().meta({ description: "The delivery note's number" }),
  lines: z
    .array(z.strictObject({ sku: Sku, quantity: Quantity, unitCost: UnitPrice }))
    .min(1)
    .max(40),
});
export type GoodsIn = z.output<typeof GoodsIn>;
type Line = GoodsIn["lines"][number];
type PricedLine = Line & { readonly value: Money };

/** A product's share of a receipt: lines of one product move its level once. `at` is its first line, for pointers. */
interface Delivery {
  readonly at: number;
  readonly level: StockLevel;
  readonly quantity: number;
  readonly value: Money;
}

/** Goods come in: stock and its value rise by what they cost. All lines or none. */
export function receiveGoods(goods: GoodsIn, levels: readonly StockLevel[], id: ReceiptId, now: Instant, origin?: Receipt["origin"]) {
  const receivedOn = documentDate(goods.receivedOn, now, "/receivedOn");
  if (typeof receivedOn !== "string") return receivedOn;
  const lines = price(goods.lines);
  if ("ok" in lines) return lines;
  const deliveries = deliver(lines, levels);
  if ("ok" in deliveries) return deliveries;
  const refused = deliveries.map(unacceptable).find((each) => each !== undefined);
  if (refused !== undefined) return refused;
  const { company, reference } = goods;
  const about = { company, receivedOn, ...(reference === undefined ? {} : { reference }), ...(origin === undefined ? {} : { origin }) };
  const receipt: Receipt = { version: 1, id, ...about, lines };
  return accept(
    receipt,
    [
      create(Receipts, receipt),
      ...deliveries.flatMap(({ level, quantity, value }) => [
        takeIn(level, quantity, value),
        create(StockMoves, { version: 1, id, sku: level.sku, kind: origin ?? "receipt", company, movedOn: receivedOn, quantity, value, reference }),
      ]),
    ],
    [GoodsReceived.of({ receiptId: id, ...about, lines: deliveries.map(({ level, quantity, value }) => ({ sku: level.sku, quantity, value })) })],
  );
}

/** Each line with its value; a receipt is in one currency, so that it is one entry in the books. */
function price(lines: readonly Line[]): PricedLine[] | Refused<Code> {
  const priced: PricedLine[] = [];
  for (const [at, line] of lines.entries()) {
    const value = costOf(line);
    if (value === undefined)
      return refuse("value_too_large", { pointer: `/lines/${at}`, detail: "quantity times unit cost is beyond what a document may carry" });
    if (value.currency !== lines[0]?.unitCost.currency)
      return refuse("mixed_currencies", { pointer: `/lines/${at}/unitCost/currency`, detail: "a receipt is in one currency" });
    priced.push({ ...line, value });
  }
  return priced;
}

function deliver(lines: readonly PricedLine[], levels: readonly StockLevel[]): Delivery[] | Refused<Code> {
  const known = new Map(levels.map((level) => [level.sku, level]));
  const deliveries = new Map<Sku, Delivery>();
  for (const [at, { sku, quantity, value }] of lines.entries()) {
    const level = known.get(sku);
    if (level === undefined) return refuse("unknown_product", { pointer: `/lines/${at}/sku`, detail: "no stocked product has this SKU", sku });
    const before = deliveries.get(sku) ?? { at, level, quantity: 0, value: { minor: 0, currency: value.currency } };
    deliveries.set(sku, { ...before, quantity: plus(before.quantity, quantity), value: sum([before.value, value], value.currency) });
  }
  return [...deliveries.values()];
}

/** Why a level cannot take these goods in. */
function unacceptable({ at, level, quantity, value }: Delivery): Refused<Code> | undefined {
  if (level.currency !== undefined && level.currency !== value.currency)
    return refuse("cost_currency_mismatch", {
      pointer: `/lines/${at}/unitCost/currency`,
      detail: "the stock of this product is valued in another currency",
      currency: level.currency,
    });
  return beyondCounting(level, quantity, value, `/lines/${at}`);
}
