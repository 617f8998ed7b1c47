import { OpportunityId } from "../../domain/kernel/values.ts";
import { Customers } from "../../domain/sales/customer.table.ts";
import { OpenOpportunity, openOpportunity, openRefusals } from "../../domain/sales/opportunity.ts";
import { Opportunities, Opportunity } from "../../domain/sales/opportunity.table.ts";
import { catalogueOf, skusOf } from "../../domain/sales/order-line.ts";
import { ProductCopies } from "../../domain/sales/product-copy.table.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { OpportunityOpened } from "../../events/sales/opportunity-opened.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Open an opportunity with a customer",
  route: "POST /sales/opportunities",
  scope: "sales:write",
  offered: { status: ["active"] },
  input: OpenOpportunity,
  output: Opportunity,
  emits: [OpportunityOpened],
  refuses: { ...openRefusals, customer_not_found: "not_found" },
  touches: [Customers, ProductCopies, Opportunities, Timeline],
  status: 201,
  locates: "id",
  async run(input, { store, moment, actor, newId }) {
    const [customer, products] = await Promise.all([store.get(Customers, input.customerId), store.getMany(ProductCopies, skusOf(input.lines))]);
    return store.commit(openOpportunity(input, customer, catalogueOf(products), { id: newId(OpportunityId), actor }, moment));
  },
});
export const { handler } = useCase;
