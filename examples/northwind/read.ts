import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import * as z from "zod";

const word = z.string().trim().min(1);
/** The data writes NULL for what is not there. */
const optional = z
  .string()
  .trim()
  .transform((text) => (text === "" || text === "NULL" ? undefined : text));
const day = z.string().transform((text, context) => dayOf(text) ?? wrong(context, "is not a day"));
const optionalDay = optional.transform((text, context) => (text === undefined ? undefined : (dayOf(text) ?? wrong(context, "is not a day"))));
/** `14.00` as 1400 cents, without a float in between. */
const cents = z.string().transform((text, context) => {
  const [, whole, decimals = ""] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return whole === undefined ? wrong(context, "is not an amount") : Number(whole + decimals.padEnd(2, "0"));
});
const count = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
/** `0.15` as 15 percent. */
const percent = z
  .string()
  .regex(/^[01](\.\d{1,4})?$/)
  .transform((text) => Math.round(Number(text) * 1_000_000) / 10_000);

const dayOf = (text: string): string | undefined => /^(\d{4}-\d{2}-\d{2})( 00:00:00(\.000)?)?$/.exec(text)?.[1];
function wrong(context: z.core.$RefinementCtx, message: string): never {
  context.addIssue(message);
  return z.NEVER;
}

const Customer = z.object({ customerID: word, companyName: word, address: word, city: word, region: optional, postalCode: optional, country: word });
const Category = z.object({ categoryID: word, categoryName: word });
const Product = z.object({
  productID: word,
  productName: word,
  categoryID: word,
  quantityPerUnit: word,
  unitPrice: cents,
  unitsInStock: count,
  reorderLevel: count,
  discontinued: z.enum(["0", "1"]).transform((flag) => flag === "1"),
});
const Order = z.object({
  orderID: word,
  customerID: word,
  employeeID: word,
  orderDate: day,
  requiredDate: day,
  shippedDate: optionalDay,
  shipVia: word,
  freight: cents,
});
const Detail = z.object({ orderID: word, productID: word, unitPrice: cents, quantity: count, discount: percent });
const Shipper = z.object({ shipperID: word, companyName: word });

export type CustomerRow = z.output<typeof Customer>;
export type ProductRow = z.output<typeof Product>;
export type OrderRow = z.output<typeof Order> & { readonly details: readonly z.output<typeof Detail>[] };
export interface Northwind {
  readonly customers: readonly CustomerRow[];
  readonly products: readonly ProductRow[];
  readonly orders: readonly OrderRow[];
  /** Names by id. */
  readonly categories: ReadonlyMap<string, string>;
  readonly shippers: ReadonlyMap<string, string>;
}

/** Where the data is: `northwind` in the folder that WEFT_DATA names, else in `shared/data` beside the repository. */
export const dataFolder = (): string => join(process.env["WEFT_DATA"] ?? join(import.meta.dirname, "../../../shared/data"), "northwind");
/** Why there is nothing to play, in one sentence; `undefined` where the data is there. */
export const absent = (folder = dataFolder()): string | undefined =>
  existsSync(join(folder, "orders.csv"))
    ? undefined
    : `The Northwind data is not at ${folder}: put its CSV files there, or name the folder above it in WEFT_DATA.`;

/**
 * The rows of a file. In this edition of the data an address with a comma is not quoted, so such a row has a field too many:
 * what is too many belongs to `address`, the only field that has commas. A row with fewer fields, or one of another kind, ends the reading.
 */
function rows<Row>(folder: string, file: string, schema: z.ZodType<Row>, address?: string): Row[] {
  const [names = [], ...lines] = z.array(z.array(z.string())).parse(parse(readFileSync(join(folder, file)), { relax_column_count_more: true, bom: true }));
  const at = address === undefined ? -1 : names.indexOf(address);
  return lines.map((line, index) => {
    const extra = line.length - names.length;
    if (extra > 0 && at < 0) throw new Error(`${file}, row ${index + 2}: ${extra} fields too many`);
    const fields = extra > 0 ? line.toSpliced(at, extra + 1, line.slice(at, at + extra + 1).join(",")) : line;
    const row = schema.safeParse(Object.fromEntries(names.map((name, column) => [name, fields[column]])));
    if (!row.success) throw new Error(`${file}, row ${index + 2}: ${z.prettifyError(row.error)}`);
    return row.data;
  });
}

/** All that the replay needs of the data, orders in the order of their dates. `first` takes only so many of them. */
export function readNorthwind(folder = dataFolder(), first = Number.POSITIVE_INFINITY): Northwind {
  const details = Map.groupBy(rows(folder, "order-details.csv", Detail), ({ orderID }) => orderID);
  const orders = rows(folder, "orders.csv", Order, "shipAddress")
    .map((order) => ({ ...order, details: details.get(order.orderID) ?? [] }))
    .sort((a, b) => a.orderDate.localeCompare(b.orderDate) || a.orderID.localeCompare(b.orderID));
  return {
    customers: rows(folder, "customers.csv", Customer, "address"),
    products: rows(folder, "products.csv", Product),
    orders: orders.slice(0, first),
    categories: new Map(rows(folder, "categories.csv", Category).map(({ categoryID, categoryName }) => [categoryID, categoryName])),
    shippers: new Map(rows(folder, "shippers.csv", Shipper).map(({ shipperID, companyName }) => [shipperID, companyName])),
  };
}
