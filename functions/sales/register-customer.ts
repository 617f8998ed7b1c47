import { CustomerId } from "../../domain/kernel/values.ts";
import { CustomerWritten, RegisterCustomer, registerCustomer } from "../../domain/sales/customer.ts";
import { Customers } from "../../domain/sales/customer.table.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { CustomerRegistered } from "../../events/sales/customer-registered.ts";
import { command } from "../_runtime/use-case.ts";
import { possibleDuplicates } from "../_steps/sales/possible-duplicates.ts";

export const useCase = command({
  summary: "Register a customer, and hear who it may be already",
  route: "POST /sales/customers",
  scope: "sales:write",
  input: RegisterCustomer,
  output: CustomerWritten,
  emits: [CustomerRegistered],
  refuses: {},
  touches: [Customers, Timeline],
  status: 201,
  locates: "id",
  async run(input, { store, moment, newId }) {
    return store.commit(registerCustomer(input, newId(CustomerId), await possibleDuplicates(store, input), moment));
  },
});
export const { handler } = useCase;
