import { asMoney, list, type Money, record, text } from "../../contract/json.ts";
import { sums } from "../board/board.ts";

type Row = Readonly<Record<string, unknown>>;

/** Nothing more happens to these by itself. */
const DONE = new Set(["completed", "cancelled", "partly-cancelled"]);
export const openOrders = <Order extends Row>(orders: readonly Order[]): Order[] => orders.filter(({ status }) => !DONE.has(text(status)));

/** The account that always equals the value of what is in stock. */
export const INVENTORY_ACCOUNT = "1200";

/** What an account stands at when the period closes, or now. */
export const closingOf = (trialBalance: Row | undefined, account: string): Money[] =>
  sums(
    list(trialBalance?.accounts)
      .map(record)
      .filter((row) => row.account === account)
      .map(({ closing }) => asMoney(closing)),
  );

export const AGES = ["notDue", "days1To30", "days31To60", "days61To90", "over90"] as const;

/** What is owed in a currency, by age. `overdue`: all that is past due. */
export interface Owed {
  readonly total: Money;
  readonly overdue: Money;
  readonly ages: readonly { readonly age: (typeof AGES)[number]; readonly amount: Money }[];
}

export function owedOf(receivables: Row | undefined): Owed[] {
  return list(receivables?.totals).flatMap((row) => {
    const of = record(row);
    const total = asMoney(of.total);
    if (total === undefined) return [];
    const ages = AGES.map((age) => ({ age, amount: asMoney(of[age]) ?? { ...total, minor: 0 } }));
    const late = ages.filter(({ age }) => age !== "notDue").reduce((sum, { amount }) => sum + amount.minor, 0);
    return [{ total, overdue: { ...total, minor: late }, ages }];
  });
}
