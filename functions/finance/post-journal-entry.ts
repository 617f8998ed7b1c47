import { ManualEntry, postJournalEntry, refusals } from "../../domain/finance/journal-entry.ts";
import { JournalEntries, JournalEntry } from "../../domain/finance/journal-entry.table.ts";
import { LedgerPeriods } from "../../domain/finance/ledger-period.table.ts";
import { JournalEntryId } from "../../domain/kernel/values.ts";
import { JournalEntryPosted } from "../../events/finance/journal-entry-posted.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Post to the ledger by hand: debits equal credits",
  route: "POST /finance/journal-entries",
  scope: "finance:write",
  status: 201,
  input: ManualEntry,
  output: JournalEntry,
  emits: [JournalEntryPosted],
  refuses: refusals,
  touches: [JournalEntries, LedgerPeriods],
  async run(entry, { store, now, newId }) {
    return store.commit(postJournalEntry(entry, newId(JournalEntryId), now));
  },
});
export const { handler } = useCase;
