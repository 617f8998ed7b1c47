import * as z from "zod";
import { OpportunityId } from "../../domain/kernel/values.ts";
import { Opportunities, Opportunity } from "../../domain/sales/opportunity.table.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show one opportunity",
  route: "GET /sales/opportunities/{id}",
  scope: "sales:read",
  input: z.strictObject({ id: OpportunityId }),
  output: Opportunity,
  title: "title",
  refuses: { opportunity_not_found: "not_found" },
  touches: [Opportunities],
  run: ({ id }, { store }) => store.get(Opportunities, id),
});
export const { handler } = useCase;
