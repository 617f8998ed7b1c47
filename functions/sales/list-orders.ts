import * as z from "zod";
import { BusinessDate, CustomerId } from "../../domain/kernel/values.ts";
import { OrderSummary, summarise } from "../../domain/sales/order-view.ts";
import { OrderProgress } from "../../domain/sales/order.table.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List orders, latest business date first: all or a customer's, placed between two days",
  route: "GET /sales/orders",
  scope: "sales:read",
  input: z
    .strictObject({
      ...paging,
      customerId: CustomerId.optional(),
      placedFrom: BusinessDate.optional().meta({ description: "First business date" }),
      placedTo: BusinessDate.optional().meta({ description: "Last business date" }),
    })
    .refine(({ placedFrom = "", placedTo = "9999-12-31" }) => placedFrom <= placedTo, { path: ["placedTo"], error: "must not be before placedFrom" }),
  item: OrderSummary,
  columns: ["placedOn", "customerId", "status", "net", "promisedOn", "billing", "payment"],
  touches: [OrderProgress],
  async run({ customerId, placedFrom, placedTo, ...paged }, { store }) {
    const page = {
      ...paged,
      order: "descending" as const,
      ...(placedFrom === undefined ? {} : { from: [placedFrom] }),
      ...(placedTo === undefined ? {} : { to: [placedTo] }),
    };
    const found =
      customerId === undefined ? await store.query(OrderProgress, "all", ["all"], page) : await store.query(OrderProgress, "customer", [customerId], page);
    return { ...found, items: found.items.map(summarise) };
  },
});
export const { handler } = useCase;
