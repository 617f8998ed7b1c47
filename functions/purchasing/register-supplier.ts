import { SupplierId } from "../../domain/kernel/values.ts";
import { RegisterSupplier, SupplierWritten, registerSupplier } from "../../domain/purchasing/supplier.ts";
import { Suppliers } from "../../domain/purchasing/supplier.table.ts";
import { SupplierRegistered } from "../../events/purchasing/supplier-registered.ts";
import { command } from "../_runtime/use-case.ts";
import { possibleDuplicates } from "../_steps/purchasing/possible-duplicates.ts";

export const useCase = command({
  summary: "Register a supplier, and hear who it may be already",
  route: "POST /purchasing/suppliers",
  scope: "purchasing:write",
  input: RegisterSupplier,
  output: SupplierWritten,
  emits: [SupplierRegistered],
  refuses: {},
  touches: [Suppliers],
  status: 201,
  locates: "id",
  async run(input, { store, newId }) {
    return store.commit(registerSupplier(input, newId(SupplierId), await possibleDuplicates(store, input)));
  },
});
export const { handler } = useCase;
