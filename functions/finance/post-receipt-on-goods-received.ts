import { postOpeningStock, postReceipt } from "../../domain/finance/stock-posting.ts";
import { JournalEntries } from "../../domain/finance/journal-entry.table.ts";
import { LedgerPeriods } from "../../domain/finance/ledger-period.table.ts";
import { sum } from "../../domain/kernel/money.ts";
import { GoodsReceived } from "../../events/inventory/goods-received.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Post what received goods are worth: inventory against what is still to be invoiced, or against opening balances",
  on: GoodsReceived,
  emits: [],
  touches: [JournalEntries, LedgerPeriods],
  concurrency: 5,
  async run({ receiptId, company, receivedOn, origin, lines }, { store }) {
    const values = lines.map((line) => line.value);
    const value = sum(values, values[0]?.currency ?? "");
    const received = { company, postedOn: receivedOn, source: { type: "receipt", id: receiptId } as const, value };
    return store.commit(origin === "opening" ? postOpeningStock(received) : postReceipt(received));
  },
});
export const { handler } = useCase;
