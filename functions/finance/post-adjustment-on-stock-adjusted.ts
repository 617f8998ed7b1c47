import { postAdjustment } from "../../domain/finance/stock-posting.ts";
import { JournalEntries } from "../../domain/finance/journal-entry.table.ts";
import { LedgerPeriods } from "../../domain/finance/ledger-period.table.ts";
import { StockAdjusted } from "../../events/inventory/stock-adjusted.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Post what an adjustment of stock is worth: inventory against inventory differences",
  on: StockAdjusted,
  emits: [],
  touches: [JournalEntries, LedgerPeriods],
  concurrency: 5,
  async run({ adjustmentId, company, adjustedOn, value }, { store }) {
    return store.commit(postAdjustment({ company, postedOn: adjustedOn, source: { type: "adjustment", id: adjustmentId }, value }));
  },
});
export const { handler } = useCase;
