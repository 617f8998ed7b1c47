import { accept } from "../kernel/decision.ts";
import type { Money } from "../kernel/money.ts";
import type { BusinessDate, CompanyCode } from "../kernel/values.ts";
import { type AccountCode, openingBalanceEquity } from "./account.ts";
import type { Source } from "./journal-entry.table.ts";
import { credit, debit, entryOf, post } from "./posting.ts";

interface Move {
  readonly company: CompanyCode;
  readonly postedOn: BusinessDate;
  readonly source: Source;
  readonly value: Money;
}

/** Moves a value from one account to another; a negative one the other way. One without worth posts nothing. */
function move(into: AccountCode, outOf: AccountCode, { value, ...about }: Move) {
  const minor = Math.abs(value.minor);
  const [to, from] = value.minor < 0 ? [outOf, into] : [into, outOf];
  return accept(undefined, post(entryOf({ ...about, currency: value.currency, lines: [debit(to, minor), credit(from, minor)] })));
}

/** Goods that left are an expense of the day they left (IAS 2.34). */
export const postCostOfSales = (shipped: Move) => move("5000", "1200", shipped);
/** Goods that came in are worth what they cost; their supplier's invoice is still to come (IAS 2.10). */
export const postReceipt = (received: Move) => move("1200", "2000", received);
/** Goods that were there before the books: their worth is what the owners brought with them. */
export const postOpeningStock = (brought: Move) => move("1200", openingBalanceEquity, brought);
/** What was found or is gone: a write-down or loss is an expense of its period, a gain lowers it (IAS 2.34). */
export const postAdjustment = (adjusted: Move) => move("1200", "5100", adjusted);
