import type * as z from "zod";
import { faultsOf } from "../kernel/imports/fault.ts";
import { currencyIn, unitPriceIn } from "../kernel/imports/number.ts";
import { present } from "../kernel/imports/party-row.ts";
import type { RowError } from "../kernel/imports/report.ts";
import type { RowValues } from "../kernel/imports/row.ts";
import { AddProduct, ReviseProduct } from "./product.ts";
import type { Product } from "./product.table.ts";

interface Unfit {
  readonly unfit: readonly RowError[];
}

/** The list price, where the row says one: it is nothing without its currency. */
function listPriceIn(values: RowValues) {
  if (values["listPrice"] === undefined) return undefined;
  const currency = currencyIn(values);
  if (typeof currency !== "string") return currency;
  const { value, fault } = unitPriceIn(values, "listPrice", currency);
  return fault === undefined ? value : { unfit: [fault] };
}

/** A new product as a row describes it, or what is wrong with the row. */
export function productOf(values: RowValues): z.output<typeof AddProduct> | Unfit {
  const listPrice = listPriceIn(values);
  if (listPrice !== undefined && "unfit" in listPrice) return listPrice;
  const { sku, name, description, unit, taxCode } = values;
  const read = AddProduct.safeParse(present({ sku, name, description, kind: kindIn(values) ?? "goods", unit, listPrice, taxCode }));
  return read.success ? read.data : { unfit: faultsOf(read.error, productField) };
}

/** What a row changes of a product that is known: what it says. An empty cell changes nothing; kind and unit cannot change. */
export function revisionBy(values: RowValues, product: Product): z.output<typeof ReviseProduct> | Unfit {
  const fixed = [...(differs(kindIn(values), product.kind) ? ["kind"] : []), ...(differs(values["unit"], product.unit) ? ["unit"] : [])];
  if (fixed.length > 0)
    return { unfit: fixed.map((field) => ({ code: "cannot_change", field, detail: "It gives meaning to every quantity so far: add another product." })) };
  const listPrice = listPriceIn(values);
  if (listPrice !== undefined && "unfit" in listPrice) return listPrice;
  const { sku, name, description, taxCode } = values;
  const read = ReviseProduct.safeParse(present({ sku, name, description, listPrice, taxCode, status: statusIn(values) }));
  return read.success ? read.data : { unfit: faultsOf(read.error, productField) };
}

/** What the row says of its status. */
export const statusIn = ({ discontinued }: RowValues): Product["status"] | undefined =>
  discontinued === undefined ? undefined : discontinued === "true" ? "discontinued" : "active";

const kindIn = ({ kind }: RowValues): string | undefined => kind?.toLowerCase();
const differs = (said: string | undefined, is: string): boolean => said !== undefined && said !== is;

/** The column that a pointer into a product is about. */
export function productField(pointer: string): { readonly field?: string } {
  const [, head = "", part] = pointer.split("/");
  if (head === "") return {};
  if (head === "status") return { field: "discontinued" };
  return { field: head === "listPrice" && part === "currency" ? "currency" : head };
}
