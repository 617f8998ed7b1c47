import { ReviseOpportunity, reviseOpportunity, reviseRefusals } from "../../domain/sales/opportunity-revision.ts";
import { OpenStage, Opportunities, Opportunity } from "../../domain/sales/opportunity.table.ts";
import { catalogueOf, skusOf } from "../../domain/sales/order-line.ts";
import { ProductCopies } from "../../domain/sales/product-copy.table.ts";
import { OpportunityRevised } from "../../events/sales/opportunity-revised.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Change an open opportunity: its stage, lines, owner or expectation",
  route: "PATCH /sales/opportunities/{id}",
  scope: "sales:write",
  offered: { stage: OpenStage.options },
  input: ReviseOpportunity,
  output: Opportunity,
  emits: [OpportunityRevised],
  refuses: { ...reviseRefusals, opportunity_not_found: "not_found" },
  touches: [ProductCopies, Opportunities],
  guards: Opportunities,
  async run(input, { store, now }) {
    const [opportunity, products] = await Promise.all([store.get(Opportunities, input.id), store.getMany(ProductCopies, skusOf(input.lines ?? []))]);
    return store.commit(reviseOpportunity(opportunity, input, catalogueOf(products), now));
  },
});
export const { handler } = useCase;
