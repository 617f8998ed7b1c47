import * as z from "zod";
import { CustomerId } from "../../domain/kernel/values.ts";
import { Opportunities, Opportunity, OwnerId, Stage } from "../../domain/sales/opportunity.table.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List opportunities, newest first: of a customer, of an owner, in a stage, or of an owner in a stage",
  route: "GET /sales/opportunities",
  scope: "sales:read",
  input: z
    .strictObject({ ...paging, customerId: CustomerId.optional(), ownerId: OwnerId.optional(), stage: Stage.optional() })
    .refine(({ customerId, ownerId, stage }) => customerId === undefined || (ownerId === undefined && stage === undefined), {
      path: ["customerId"],
      error: "stands alone: it cannot be combined with ownerId or stage",
    }),
  item: Opportunity,
  touches: [Opportunities],
  run({ customerId, ownerId, stage, ...paged }, { store }) {
    const page = { ...paged, order: "descending" } as const;
    if (customerId !== undefined) return store.query(Opportunities, "customer", [customerId], page);
    if (stage === undefined)
      return ownerId === undefined ? store.query(Opportunities, "stage", ["all"], page) : store.query(Opportunities, "owner", [ownerId], page);
    // The empty last segment ends the one before: `user:ann` does not reach `user:anna`.
    const within = ownerId === undefined ? [stage, ""] : [stage, ownerId, ""];
    return store.query(Opportunities, "stage", ["all"], { ...page, from: within, to: within });
  },
});
export const { handler } = useCase;
