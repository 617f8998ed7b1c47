import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Currency } from "../kernel/money.ts";
import { BusinessDate, CompanyCode, Period, text } from "../kernel/values.ts";
import { AccountCode } from "./account.ts";

/** What a posting follows from. `type` and `id` together are unique, though a shipment and its invoice share an id. */
export const Source = z.object({ type: z.enum(["manual", "invoice", "credit-note", "payment", "shipment", "receipt", "adjustment"]), id: z.string() });
export type Source = z.infer<typeof Source>;

/** One side of a posting, in minor units of the entry's currency: a debit or a credit, never both, never 0. */
export const JournalLine = z.object({ account: AccountCode, debit: z.int().positive().optional(), credit: z.int().positive().optional() });
export type JournalLine = z.infer<typeof JournalLine>;

/** A posting. Debits equal credits; it is never changed, only reversed by another. */
export const JournalEntry = z.object({
  version: z.int(),
  id: z.string().meta({ description: "Kind and id of the document it follows from", example: "invoice#01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" }),
  company: CompanyCode,
  postedOn: BusinessDate,
  period: Period,
  currency: Currency,
  lines: z.array(JournalLine).min(2),
  source: Source,
  memo: text(200).optional(),
  /** Takes back all or part of this earlier entry. */
  reverses: z
    .string()
    .optional()
    .meta({ description: "The earlier entry of which this takes back all or a part", example: "invoice#01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" }),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** The id of a document's entry. */
export const entryId = ({ type, id }: Source): string => `${type}#${id}`;

export const JournalEntries = collection({
  context: "finance",
  noun: "journal-entry",
  schema: JournalEntry,
  id: (entry) => entry.id,
  indexes: { byPeriod: { slot: "gsi1", key: (entry: JournalEntry) => ({ partition: [entry.company, entry.period], sort: [entry.postedOn, entry.id] }) } },
});
