import { faultsOf } from "../kernel/imports/fault.ts";
import { currencyIn, quantityIn, unitPriceIn } from "../kernel/imports/number.ts";
import { present } from "../kernel/imports/party-row.ts";
import type { RowError } from "../kernel/imports/report.ts";
import type { RowValues } from "../kernel/imports/row.ts";
import { GoodsIn } from "./receipt.ts";

/** A product has one level whichever company's it is, so it is brought once. */
export const openingStockKey = ({ sku = "" }: RowValues): string => sku;

/** The goods as they come in, or what is wrong with the row. */
export function openingStockOf(values: RowValues): GoodsIn | { readonly unfit: readonly RowError[] } {
  const currency = currencyIn(values);
  if (typeof currency !== "string") return currency;
  const [quantity, unitCost] = [quantityIn(values, "quantity"), unitPriceIn(values, "unitCost", currency)];
  const unfit = [quantity.fault, unitCost.fault].filter((fault) => fault !== undefined);
  if (unfit.length > 0) return { unfit };
  const { sku, company, countedOn } = values;
  const read = GoodsIn.safeParse(present({ company, receivedOn: countedOn, lines: [present({ sku, quantity: quantity.value, unitCost: unitCost.value })] }));
  return read.success ? read.data : { unfit: faultsOf(read.error, openingStockField) };
}

/** The column that a pointer into a receipt is about. */
export function openingStockField(pointer: string): { readonly field?: string } {
  const [, head = "", , part, within] = pointer.split("/");
  if (head === "lines") return within === "currency" ? { field: "currency" } : { field: part ?? "quantity" };
  if (head === "") return {};
  return { field: head === "receivedOn" ? "countedOn" : head };
}
