import * as z from "zod";
import { CustomerId } from "../../domain/kernel/values.ts";
import { Opportunities, OpportunitySummary, OwnerId, Stage } from "../../domain/sales/opportunity.table.ts";
import type { ReadStore } from "../_runtime/store.ts";
import { list, paging } from "../_runtime/use-case.ts";

const Filter = z
  .strictObject({ ...paging, customerId: CustomerId.optional(), ownerId: OwnerId.optional(), stage: Stage.optional() })
  .refine(({ customerId, ownerId, stage }) => customerId === undefined || (ownerId === undefined && stage === undefined), {
    path: ["customerId"],
    error: "stands alone: it cannot be combined with ownerId or stage",
  });

/** Every combination that may be asked for is one stretch of one index: nothing is read to be thrown away. */
function findOpportunities(store: ReadStore, { customerId, ownerId, stage, ...paged }: z.output<typeof Filter>) {
  const page = { ...paged, order: "descending" } as const;
  if (customerId !== undefined) return store.query(Opportunities, "customer", [customerId], page);
  if (stage === undefined)
    return ownerId === undefined ? store.query(Opportunities, "stage", ["all"], page) : store.query(Opportunities, "owner", [ownerId], page);
  // The empty last segment ends the one before: `user:ann` does not reach `user:anna`.
  const within = ownerId === undefined ? [stage, ""] : [stage, ownerId, ""];
  return store.query(Opportunities, "stage", ["all"], { ...page, from: within, to: within });
}

export const useCase = list({
  summary: "List opportunities: all by stage, a customer's or an owner's newest first, or an owner's in a stage",
  route: "GET /sales/opportunities",
  scope: "sales:read",
  input: Filter,
  item: OpportunitySummary,
  columns: ["title", "customerId", "stage", "value", "probabilityPercent", "expectedCloseOn", "ownerId"],
  touches: [Opportunities],
  async run(input, { store }) {
    const found = await findOpportunities(store, input);
    return { ...found, items: found.items.map((opportunity) => ({ ...opportunity, lineCount: opportunity.lines.length })) };
  },
});
export const { handler } = useCase;
