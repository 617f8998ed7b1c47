import { OrderId } from "../../domain/kernel/values.ts";
import { Customers } from "../../domain/sales/customer.table.ts";
import { WinOpportunity, winOpportunity, winRefusals } from "../../domain/sales/opportunity-outcome.ts";
import { OpenStage, Opportunities } from "../../domain/sales/opportunity.table.ts";
import { catalogueOf, skusOf } from "../../domain/sales/order-line.ts";
import { OrderView } from "../../domain/sales/order-view.ts";
import { OrderProgress, Orders } from "../../domain/sales/order.table.ts";
import { ProductCopies } from "../../domain/sales/product-copy.table.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { OpportunityWon } from "../../events/sales/opportunity-won.ts";
import { OrderPlaced } from "../../events/sales/order-placed.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Win an opportunity: it is closed and its order placed, together",
  route: "POST /sales/opportunities/{id}/win",
  scope: "sales:write",
  offered: { stage: OpenStage.options },
  input: WinOpportunity,
  output: OrderView,
  emits: [OpportunityWon, OrderPlaced],
  refuses: { ...winRefusals, opportunity_not_found: "not_found" },
  touches: [Opportunities, Customers, ProductCopies, Orders, OrderProgress, Timeline],
  guards: Opportunities,
  async run(input, { store, moment, newId }) {
    const opportunity = await store.get(Opportunities, input.id);
    const [customer, products] = await Promise.all([store.get(Customers, opportunity.customerId), store.getMany(ProductCopies, skusOf(opportunity.lines))]);
    return store.commit(winOpportunity(opportunity, input, customer, catalogueOf(products), newId(OrderId), moment));
  },
});
export const { handler } = useCase;
