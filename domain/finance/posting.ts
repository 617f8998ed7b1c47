import { adjust, create } from "../kernel/decision.ts";
import { periodOf } from "../kernel/values.ts";
import type { AccountCode } from "./account.ts";
import { entryId, JournalEntries, type JournalEntry, type JournalLine } from "./journal-entry.table.ts";
import { LedgerPeriods, ledgerSort } from "./ledger-period.table.ts";

export const debit = (account: AccountCode, minor: number): JournalLine => ({ account, debit: minor });
export const credit = (account: AccountCode, minor: number): JournalLine => ({ account, credit: minor });

const total = (lines: readonly JournalLine[], side: "debit" | "credit"): number => lines.reduce((sum, line) => sum + (line[side] ?? 0), 0);
export const debitsOf = (lines: readonly JournalLine[]): number => total(lines, "debit");
export const creditsOf = (lines: readonly JournalLine[]): number => total(lines, "credit");

/** The entry, without sides of 0. One that does not balance is a bug of its maker and never leaves this function. */
export function entryOf(about: Omit<JournalEntry, "version" | "id" | "period">): JournalEntry {
  const lines = about.lines.filter((line) => (line.debit ?? 0) !== 0 || (line.credit ?? 0) !== 0);
  if (debitsOf(lines) !== creditsOf(lines)) throw new RangeError(`debits do not equal credits for ${about.source.type} ${about.source.id}`);
  return { version: 1, id: entryId(about.source), period: periodOf(about.postedOn), ...about, lines };
}

/**
 * Posts an entry: the entry itself (once for its document, a second time is a replay) and both sides of it on the month's balances
 * in one atomic addition. What posts nothing, because it is worth nothing, changes nothing.
 */
export function post(entry: JournalEntry) {
  if (entry.lines.length === 0) return [];
  const { company, period, currency } = entry;
  const balances = adjust(LedgerPeriods, { id: company, sort: ledgerSort(entry) }, { add: countersOf(entry.lines), orCreate: { company, period, currency } });
  return [create(JournalEntries, entry, "already-done"), balances];
}

function countersOf(lines: readonly JournalLine[]): Record<string, number> {
  const counters: Record<string, number> = {};
  const add = (counter: string, minor: number | undefined) => {
    if (minor !== undefined) counters[counter] = (counters[counter] ?? 0) + minor;
  };
  for (const line of lines) {
    add(`d${line.account}`, line.debit);
    add(`c${line.account}`, line.credit);
  }
  return counters;
}
