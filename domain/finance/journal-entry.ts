import * as z from "zod";
import { JournalEntryPosted } from "../../events/finance/journal-entry-posted.ts";
import { accept, type Refusals, type Refused, refuse } from "../kernel/decision.ts";
import { Currency, MAX_MINOR } from "../kernel/money.ts";
import { BusinessDate, CompanyCode, dateOf, type Instant, type JournalEntryId, MAIN_COMPANY, text } from "../kernel/values.ts";
import { type AccountCode, accountOf } from "./account.ts";
import { creditsOf, debitsOf, entryOf, post } from "./posting.ts";
import type { JournalLine } from "./journal-entry.table.ts";

export const refusals = { unknown_account: "unprocessable", control_account: "unprocessable", not_balanced: "unprocessable" } as const satisfies Refusals;

const amount = z.int().min(1).max(MAX_MINOR).optional();
const Line = z
  .strictObject({ account: z.string().max(10).meta({ description: "Account of the chart", example: "6000" }), debit: amount, credit: amount })
  .refine((line) => (line.debit === undefined) !== (line.credit === undefined), "say either debit or credit")
  .meta({ description: "One side of the posting, in minor units of the entry's currency" });

/** A posting by hand: opening balances, expenses, corrections. Debits equal credits. */
export const ManualEntry = z
  .strictObject({
    company: CompanyCode.default(MAIN_COMPANY),
    postedOn: BusinessDate.optional().meta({ description: "Today where not said" }),
    currency: Currency,
    lines: z
      .array(Line)
      .min(2)
      .max(100)
      // One entry is one document: what it comes to is bound as any document's amount is.
      .refine((lines) => lines.reduce((sum, { debit = 0 }) => sum + debit, 0) <= MAX_MINOR, `debits must add up to at most ${MAX_MINOR}`),
    memo: text(200).optional(),
  })
  .meta({
    example: {
      currency: "EUR",
      memo: "Rent for November",
      lines: [
        { account: "6000", debit: 120_000 },
        { account: "1000", credit: 120_000 },
      ],
    },
  });
export type ManualEntry = z.output<typeof ManualEntry>;

/** Posts what a person says. Control accounts are closed to it: they follow from documents only, so that they always equal what they control. */
export function postJournalEntry({ company, postedOn, currency, lines: given, memo }: ManualEntry, id: JournalEntryId, now: Instant) {
  const lines = postable(given);
  if ("ok" in lines) return lines;
  const [debits, credits] = [debitsOf(lines), creditsOf(lines)];
  if (debits !== credits) return refuse("not_balanced", { pointer: "/lines", detail: "debits must equal credits", debitMinor: debits, creditMinor: credits });
  const about = { company, postedOn: postedOn ?? dateOf(now), currency, source: { type: "manual" as const, id }, lines };
  const entry = entryOf(memo === undefined ? about : { ...about, memo });
  const fact = { entryId: id, company, postedOn: entry.postedOn, total: { minor: debits, currency } };
  return accept(entry, post(entry), [JournalEntryPosted.of(fact)]);
}

function postable(lines: ManualEntry["lines"]): JournalLine[] | Refused<"unknown_account" | "control_account"> {
  const checked: JournalLine[] = [];
  for (const [at, line] of lines.entries()) {
    const account = accountOf(line.account);
    const pointer = `/lines/${at}/account`;
    if (account === undefined) return refuse("unknown_account", { pointer, detail: "the chart has no such account" });
    if (account.control) return refuse("control_account", { pointer, detail: "only documents post to a control account" });
    checked.push(sideOf(account.code, line));
  }
  return checked;
}

const sideOf = (account: AccountCode, { debit, credit }: ManualEntry["lines"][number]): JournalLine => ({
  account,
  ...(debit === undefined ? {} : { debit }),
  ...(credit === undefined ? {} : { credit }),
});
