import { scaled } from "../kernel/imports/cell.ts";
import { faultsOf } from "../kernel/imports/fault.ts";
import { present } from "../kernel/imports/party-row.ts";
import type { RowError } from "../kernel/imports/report.ts";
import type { RowValues } from "../kernel/imports/row.ts";
import { Currency, minorDigits } from "../kernel/money.ts";
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
  const currency = head.currency === undefined ? Currency.safeParse(customer.currency) : Currency.safeParse(head.currency.toUpperCase());
  if (!currency.success) return { unfit: faultsOf(currency.error, () => ({ field: "currency" })) };
  const unfit: Fault[] = [];
  const lines = rows.map((row, line) => {
    /** As a number, where none of its decimals is lost. */
    const number = (field: string, digits: number, shift = 0): number | undefined => {
      const written = row[field];
      const value = written === undefined ? undefined : scaled(written, digits + shift);
      if (written !== undefined && value === undefined)
        unfit.push({ code: "invalid_value", field, line, detail: `must have at most ${digits + shift} decimals and 15 digits` });
      return value === undefined ? undefined : value / 10 ** digits;
    };
    // Prices carry four decimals of a minor unit.
    const price = number("unitPrice", 4, minorDigits(currency.data));
    return present({
      sku: row["sku"],
      quantity: number("quantity", 6),
      unitPrice: price === undefined ? undefined : { minor: price, currency: currency.data },
      discountPercent: number("discountPercent", 4),
      taxCode: row["taxCode"],
    });
  });
  if (unfit.length > 0) return { unfit };
  const { paymentTermDays, invoicing = "on-shipment" } = head;
  const terms = { invoicing, paymentTermDays: paymentTermDays === undefined ? undefined : Number(paymentTermDays) };
  const whole = { ...head, ...terms, currency: currency.data, customerId: customer.id, reference: rows[0]?.["reference"], lines };
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
