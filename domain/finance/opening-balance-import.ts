import { scaled } from "../kernel/imports/cell.ts";
import { faultsOf } from "../kernel/imports/fault.ts";
import { currencyIn } from "../kernel/imports/number.ts";
import { present } from "../kernel/imports/party-row.ts";
import type { RowError } from "../kernel/imports/report.ts";
import type { RowValues } from "../kernel/imports/row.ts";
import { type Currency, MAX_MINOR, minorDigits } from "../kernel/money.ts";
import { MAIN_COMPANY } from "../kernel/values.ts";
import { openingBalanceEquity } from "./account.ts";
import { ManualEntry } from "./journal-entry.ts";

const fault = (code: string, field: string, detail: string) => ({ unfit: [{ code, field, detail }] });
type Unfit = { readonly unfit: readonly RowError[] };

const currencyOf = (values: RowValues): string => (values["currency"] ?? "").toUpperCase();

/** What tells balances apart: the row's own number, else whose books, which account, currency and day. */
export const openingBalanceKey = (values: RowValues): string => {
  const { reference, company = MAIN_COMPANY, account = "", date = "" } = values;
  return reference === undefined ? [company, account, currencyOf(values), date].join("#") : `reference#${reference}`;
};

/** One side of a balance in minor units, 0 where the row does not say it. */
function minorOf(values: RowValues, field: "amount" | "debit" | "credit", currency: Currency): number | Unfit {
  const digits = minorDigits(currency);
  const minor = scaled(values[field] ?? "0", digits);
  if (minor !== undefined && Math.abs(minor) <= MAX_MINOR) return minor;
  return fault("invalid_value", field, `must have at most ${digits} decimals (${currency}) and be at most ${MAX_MINOR} minor units`);
}

/** The balance in minor units, a debit more than 0. Said in one way only, and never nothing: a row of 0 says nothing. */
function balanceOf(values: RowValues, currency: Currency): number | Unfit {
  const { amount: single, debit: left, credit: right } = values;
  if (single !== undefined && (left !== undefined || right !== undefined))
    return fault("amount_said_twice", "amount", "Say either one signed amount or debit and credit.");
  if ([single, left, right].every((each) => each === undefined)) return fault("value_missing", "amount", "Say an amount, a debit or a credit.");
  const [amount, debit, credit] = [minorOf(values, "amount", currency), minorOf(values, "debit", currency), minorOf(values, "credit", currency)];
  if (typeof amount !== "number") return amount;
  if (typeof debit !== "number") return debit;
  if (typeof credit !== "number") return credit;
  // Whether a debit of less than 0 is a credit or a slip of the pen, nobody knows.
  if (debit < 0 || credit < 0) return fault("negative_amount", debit < 0 ? "debit" : "credit", "Debits and credits are not negative: use the other side.");
  if (debit > 0 && credit > 0) return fault("amount_said_twice", "credit", "A balance is a debit or a credit, not both.");
  const balance = amount + debit - credit;
  return balance === 0 ? fault("zero_balance", single === undefined ? "debit" : "amount", "A balance of 0 is not posted: leave the row out.") : balance;
}

/** The entry that brings a balance: the account on one side, opening balances on the other. Or what is wrong with the row. */
export function openingEntryOf(values: RowValues): ManualEntry | Unfit {
  const { company, account, date, memo } = values;
  if (account === openingBalanceEquity) return fault("opening_account", "account", "This account follows from the balances of all others: leave the row out.");
  const currency = currencyIn(values);
  if (typeof currency !== "string") return currency;
  const balance = balanceOf(values, currency);
  if (typeof balance !== "number") return balance;
  const [side, other] = balance > 0 ? (["debit", "credit"] as const) : (["credit", "debit"] as const);
  const lines = [
    { account, [side]: Math.abs(balance) },
    { account: openingBalanceEquity, [other]: Math.abs(balance) },
  ];
  const read = ManualEntry.safeParse(present({ company, postedOn: date, currency, lines, memo }));
  return read.success ? read.data : { unfit: faultsOf(read.error, openingBalanceField) };
}

/** The column that a pointer into the entry is about. */
export function openingBalanceField(pointer: string): { readonly field?: string } {
  const [, head = "", , part = "amount"] = pointer.split("/");
  if (head === "lines") return { field: part };
  return head === "" ? {} : { field: head === "postedOn" ? "date" : head };
}
