import { OpportunityId } from "../../domain/kernel/values.ts";
import { Opportunities } from "../../domain/sales/opportunity.table.ts";
import { history } from "../_runtime/history.ts";

export const useCase = history({
  summary: "Show what was told of an opportunity: who, when and why, newest first",
  route: "GET /sales/opportunities/{id}/facts",
  scope: "sales:read",
  of: Opportunities,
  key: OpportunityId,
});
export const { handler } = useCase;
