import { ImportMarks } from "../../domain/finance/import-mark.table.ts";
import { postJournalEntry } from "../../domain/finance/journal-entry.ts";
import { JournalEntries } from "../../domain/finance/journal-entry.table.ts";
import { LedgerPeriods } from "../../domain/finance/ledger-period.table.ts";
import { openingBalanceField, openingBalanceKey, openingEntryOf } from "../../domain/finance/opening-balance-import.ts";
import { accept } from "../../domain/kernel/decision.ts";
import { ImportChunks } from "../../domain/kernel/imports/import-chunk.table.ts";
import { alreadyImported } from "../../domain/kernel/imports/import-mark.table.ts";
import { JournalEntryId } from "../../domain/kernel/values.ts";
import { JournalEntryPosted } from "../../events/finance/journal-entry-posted.ts";
import { OpeningBalancesImported } from "../../events/finance/opening-balances-imported.ts";
import { ImportChunkUploaded } from "../../events/platform/import-chunk-uploaded.ts";
import { type Taking, importChunk } from "../_steps/imports/import-chunk.ts";
import { reaction } from "../_runtime/use-case.ts";

const emits = [JournalEntryPosted, OpeningBalancesImported] as const;

const taking: Taking<typeof emits> = {
  marks: ImportMarks,
  // All rows of a company meet in the balances of one month: more at once would only wait for each other.
  atOnce: 1,
  keyOf: openingBalanceKey,
  fieldOf: openingBalanceField,
  async decide([{ values }], mark, { now, newId }) {
    // What is posted is never changed, only reversed: by a person who knows which of the two is right.
    if (mark !== undefined) return alreadyImported;
    const entry = openingEntryOf(values);
    if ("unfit" in entry) return entry;
    const id = newId(JournalEntryId);
    const decision = postJournalEntry(entry, id, now);
    return decision.ok ? accept({ thing: id }, decision.changes, decision.facts) : decision;
  },
};

export const useCase = reaction({
  summary: "Post the opening balances of an uploaded chunk",
  on: ImportChunkUploaded,
  where: { kind: ["opening-balances"] },
  reads: [ImportChunks],
  emits,
  touches: [JournalEntries, LedgerPeriods, ImportMarks],
  concurrency: 2,
  batchSize: 1,
  timeoutSeconds: 60,
  async run(uploaded, setting) {
    const report = await importChunk(uploaded, setting, taking);
    if (report !== undefined) await setting.store.commit(accept(undefined, [], [OpeningBalancesImported.of(report)]));
  },
});
export const { handler } = useCase;
