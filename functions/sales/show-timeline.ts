import * as z from "zod";
import { CustomerId } from "../../domain/kernel/values.ts";
import { Customers } from "../../domain/sales/customer.table.ts";
import { Timeline, TimelineEntry } from "../../domain/sales/timeline.table.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "Show what happened with a customer in all of Weft, newest first",
  route: "GET /sales/customers/{id}/timeline",
  scope: "sales:read",
  input: z.strictObject({ id: CustomerId, ...paging }),
  item: TimelineEntry.omit({ version: true, place: true }).meta({ id: "TimelineRow" }),
  columns: ["at", "title", "amount", "context"],
  refuses: { customer_not_found: "not_found" },
  touches: [Customers, Timeline],
  async run({ id, ...page }, { store }) {
    const customer = await store.get(Customers, id);
    return store.range(Timeline, customer.id, { ...page, order: "descending" });
  },
});
export const { handler } = useCase;
