import { postCostOfSales } from "../../domain/finance/stock-posting.ts";
import { JournalEntries } from "../../domain/finance/journal-entry.table.ts";
import { LedgerPeriods } from "../../domain/finance/ledger-period.table.ts";
import { dateOf } from "../../domain/kernel/values.ts";
import { ShipmentDispatched } from "../../events/inventory/shipment-dispatched.ts";
import { reaction } from "../_runtime/use-case.ts";

export const useCase = reaction({
  summary: "Post what shipped goods had cost: cost of sales against inventory",
  on: ShipmentDispatched,
  emits: [],
  touches: [JournalEntries, LedgerPeriods],
  concurrency: 5,
  async run({ shipmentId, company, dispatchedAt, shippedOn, cost }, { store }) {
    const source = { type: "shipment" as const, id: shipmentId };
    return store.commit(postCostOfSales({ company, postedOn: shippedOn ?? dateOf(dispatchedAt), source, value: cost }));
  },
});
export const { handler } = useCase;
