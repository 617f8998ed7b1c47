import { faultsOf } from "../kernel/imports/fault.ts";
import { currencyIn, numberIn, quantityIn, unitPriceIn } from "../kernel/imports/number.ts";
import { present } from "../kernel/imports/party-row.ts";
import type { RowError } from "../kernel/imports/report.ts";
import type { RowValues } from "../kernel/imports/row.ts";
import type { Customer } from "./customer.table.ts";
import { PlaceOrder } from "./order.ts";

type Fault = RowError & { readonly line?: number };
type Unfit = { readonly unfit: readonly Fault[] };

/** What is said of the whole order: by any of its rows, by all that say it alike. */
const HEAD = ["customer", "company", "currency", "placedOn", "promisedOn", "paymentTermDays", "invoicing"] as const;
type Head = Partial<Record<(typeof HEAD)[number], string>>;

/** What the rows of an order say of the whole, or where they contradict each other. */
export function headOf(rows: readonly RowValues[]): { readonly head: Head } | Unfit {
  const head: Head = {};
  const unfit: Fault[] = [];
  for (const field of HEAD)
    for (const [line, row] of rows.entries()) {
      const said = row[field];
      if (said === undefined) continue;
      head[field] ??= said;
      if (head[field] !== said) unfit.push({ code: "differs_within_order", field, line, detail: "An earlier row of this order says something else." });
    }
  return unfit.length > 0 ? { unfit } : { head };
}

/** The longest reference that a mark is kept under is shorter: nobody has one like this. */
const LONGEST_REFERENCE = 300;

/** The mark of the customer, if there can be one. */
export const customerMark = (reference: string): string | undefined => (reference.length > LONGEST_REFERENCE ? undefined : `customers#${reference}`);

const unknownCustomer = (code: "value_missing" | "unknown_customer"): Unfit => ({
  unfit: [{ code, field: "customer", ...(code === "value_missing" ? {} : { detail: "No customer was brought under this number." }) }],
});
export const noCustomer = unknownCustomer("value_missing");
export const customerNotBrought = unknownCustomer("unknown_customer");

/** The order as it is placed, from its rows and what they say of the whole. Or what is wrong with them. */
export function orderOf(rows: readonly RowValues[], { customer: _customer, ...head }: Head, customer: Customer) {
  const currency = currencyIn(head, customer.currency);
  if (typeof currency !== "string") return currency;
  const unfit: Fault[] = [];
  const lines = rows.map((row, line) => {
    const quantity = quantityIn(row, "quantity");
    const unitPrice = unitPriceIn(row, "unitPrice", currency);
    const discountPercent = numberIn(row, "discountPercent", 4);
    for (const { fault } of [quantity, unitPrice, discountPercent]) if (fault !== undefined) unfit.push({ ...fault, line });
    return present({
      sku: row["sku"],
      quantity: quantity.value,
      unitPrice: unitPrice.value,
      discountPercent: discountPercent.value,
      taxCode: row["taxCode"],
    });
  });
  if (unfit.length > 0) return { unfit };
  const { paymentTermDays, invoicing = "on-shipment" } = head;
  const terms = { invoicing, paymentTermDays: paymentTermDays === undefined ? undefined : Number(paymentTermDays) };
  const whole = { ...head, ...terms, currency, customerId: customer.id, reference: rows[0]?.["reference"], lines };
  const read = PlaceOrder.safeParse(present(whole));
  return read.success ? read.data : { unfit: faultsOf(read.error, orderField) };
}

/** The column and the row of the order that a pointer into it is about. */
export function orderField(pointer: string): { readonly field?: string; readonly line?: number } {
  const [, head = "", line, part] = pointer.split("/");
  if (head === "lines" && line !== undefined) return { line: Number(line), ...(part === undefined ? {} : { field: part }) };
  if (head === "" || head === "lines") return {};
  return { field: head === "customerId" ? "customer" : head };
}
