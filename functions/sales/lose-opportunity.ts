import { LoseOpportunity, loseOpportunity, loseRefusals } from "../../domain/sales/opportunity-outcome.ts";
import { OpenStage, Opportunities, Opportunity } from "../../domain/sales/opportunity.table.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { OpportunityLost } from "../../events/sales/opportunity-lost.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Lose an opportunity, with the reason and whom the customer chose",
  route: "POST /sales/opportunities/{id}/lose",
  scope: "sales:write",
  offered: { stage: OpenStage.options },
  danger: true,
  input: LoseOpportunity,
  output: Opportunity,
  emits: [OpportunityLost],
  refuses: { ...loseRefusals, opportunity_not_found: "not_found" },
  touches: [Opportunities, Timeline],
  guards: Opportunities,
  async run(input, { store, moment }) {
    return store.commit(loseOpportunity(await store.get(Opportunities, input.id), input, moment));
  },
});
export const { handler } = useCase;
