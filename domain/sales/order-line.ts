import * as z from "zod";
import { type Refusals, type Refused, refuse } from "../kernel/decision.ts";
import { type Currency, MAX_MINOR, type Money, Percent, UnitPrice, lineNet, sum } from "../kernel/money.ts";
import { Quantity } from "../kernel/quantity.ts";
import { Sku, TaxCode } from "../kernel/values.ts";
import type { OrderLine } from "./order.table.ts";
import type { ProductCopy } from "./product-copy.table.ts";

/** The most lines an order or opportunity has: 500 of them stay far below the table's 400 KB for one thing. */
export const MOST_LINES = 500;
/** The most an order is worth before tax, in minor units: half of what a document may carry, so that its invoice with any tax still fits. */
export const MOST_NET_MINOR = MAX_MINOR / 2;

/** What a caller says of a line. The price is for one unit in the order's currency; without it the list price counts, without a tax code the product's. */
export const LineInput = z
  .strictObject({ sku: Sku, quantity: Quantity, unitPrice: UnitPrice.optional(), discountPercent: Percent.optional(), taxCode: TaxCode.optional() })
  .meta({ id: "OrderLineInput" });
export type LineInput = z.infer<typeof LineInput>;

/**
 * `unknown_product`: catalog has not told sales of it (yet). `price_missing`: neither a price nor a list price in the order's currency.
 * `amount_too_large`: the sum before tax is beyond {@link MOST_NET_MINOR}.
 */
export const lineRefusals = {
  unknown_product: "unprocessable",
  discontinued_product: "unprocessable",
  price_missing: "unprocessable",
  currency_mismatch: "unprocessable",
  amount_too_large: "unprocessable",
} as const satisfies Refusals;
type LineRefusal = keyof typeof lineRefusals;

export type Catalogue = ReadonlyMap<string, ProductCopy>;
export const catalogueOf = (products: readonly ProductCopy[]): Catalogue => new Map(products.map((product) => [product.sku, product]));
export const skusOf = (lines: readonly { readonly sku: Sku }[]): Sku[] => [...new Set(lines.map(({ sku }) => sku))];

const at = (index: number, field: string) => `/lines/${index}/${field}`;
export const isRefused = <Value extends object>(result: Value | Refused<LineRefusal>): result is Refused<LineRefusal> => "ok" in result && result.ok === false;

/** A line as it is ordered: every default filled in. */
function priceLine(line: LineInput, index: number, currency: Currency, catalogue: Catalogue): OrderLine | Refused<LineRefusal> {
  const product = catalogue.get(line.sku);
  if (product === undefined)
    return refuse("unknown_product", {
      pointer: at(index, "sku"),
      detail: "Sales does not know this product. One that was listed a moment ago is known shortly.",
    });
  if (product.status === "discontinued") return refuse("discontinued_product", { pointer: at(index, "sku"), detail: "This product is not sold any more." });
  const unitPrice = line.unitPrice ?? product.listPrice;
  if (line.unitPrice !== undefined && line.unitPrice.currency !== currency) return mismatch(index, currency);
  if (unitPrice === undefined || unitPrice.currency !== currency)
    return refuse("price_missing", { pointer: at(index, "unitPrice"), detail: `There is no list price in ${currency}: give the price.` });
  return {
    lineNo: index + 1,
    sku: line.sku,
    kind: product.kind,
    quantity: line.quantity,
    unitPrice,
    discountPercent: line.discountPercent,
    taxCode: line.taxCode ?? product.taxCode,
  };
}

export const mismatch = (index: number, currency: Currency) =>
  refuse("currency_mismatch", { pointer: at(index, "unitPrice"), detail: `Prices here are in ${currency}.` });

/** All lines as ordered with their sum before tax, or the first thing that is wrong. */
export function priceLines(
  given: readonly LineInput[],
  currency: Currency,
  catalogue: Catalogue,
): { readonly lines: OrderLine[]; readonly net: Money } | Refused<LineRefusal> {
  const lines: OrderLine[] = [];
  for (const [index, each] of given.entries()) {
    const line = priceLine(each, index, currency, catalogue);
    if (isRefused(line)) return line;
    lines.push(line);
  }
  const net = netOf(lines, currency);
  return isRefused(net) ? net : { lines, net };
}

type Priced = { readonly quantity: number; readonly unitPrice?: UnitPrice | undefined; readonly discountPercent?: number | undefined };

/** The sum of the lines, each rounded once; lines without a price count nothing. Refused where it is more than an order may be worth. */
export function netOf(lines: readonly Priced[], currency: Currency): Money | Refused<"amount_too_large"> {
  const nets: Money[] = [];
  let soFar = 0;
  for (const [index, { quantity, unitPrice, discountPercent }] of lines.entries()) {
    if (unitPrice === undefined) continue;
    // First in doubles: near enough to see what is far too much, and exact arithmetic would throw there.
    const rough = quantity * unitPrice.minor * (1 - (discountPercent ?? 0) / 100);
    const net = rough > MAX_MINOR ? undefined : lineNet(quantity, unitPrice, discountPercent);
    soFar += net?.minor ?? MAX_MINOR;
    if (net === undefined || soFar > MOST_NET_MINOR)
      return refuse("amount_too_large", { pointer: at(index, "quantity"), detail: `The lines are worth more than ${MOST_NET_MINOR} minor units.` });
    nets.push(net);
  }
  return sum(nets, currency);
}
