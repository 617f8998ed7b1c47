import { CustomerWritten, ReviseCustomer, reviseCustomer, revisionOf } from "../../domain/sales/customer.ts";
import { Customers } from "../../domain/sales/customer.table.ts";
import { CustomerRevised } from "../../events/sales/customer-revised.ts";
import { command } from "../_runtime/use-case.ts";
import { possibleDuplicates } from "../_steps/sales/possible-duplicates.ts";

export const useCase = command({
  summary: "Change, clear or archive what is known of a customer",
  route: "PATCH /sales/customers/{id}",
  scope: "sales:write",
  input: ReviseCustomer,
  output: CustomerWritten,
  emits: [CustomerRevised],
  refuses: { customer_not_found: "not_found" },
  touches: [Customers],
  guards: Customers,
  async run(input, { store }) {
    const customer = await store.get(Customers, input.id);
    const revision = revisionOf(customer, input);
    return store.commit(reviseCustomer(customer, revision, await possibleDuplicates(store, revision.revised, customer.id)));
  },
});
export const { handler } = useCase;
