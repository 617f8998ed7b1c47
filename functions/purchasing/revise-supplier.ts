import { ReviseSupplier, SupplierWritten, reviseSupplier, revisionOf } from "../../domain/purchasing/supplier.ts";
import { Suppliers } from "../../domain/purchasing/supplier.table.ts";
import { SupplierRevised } from "../../events/purchasing/supplier-revised.ts";
import { command } from "../_runtime/use-case.ts";
import { possibleDuplicates } from "../_steps/purchasing/possible-duplicates.ts";

export const useCase = command({
  summary: "Change, clear or archive what is known of a supplier",
  route: "PATCH /purchasing/suppliers/{id}",
  scope: "purchasing:write",
  input: ReviseSupplier,
  output: SupplierWritten,
  emits: [SupplierRevised],
  refuses: { supplier_not_found: "not_found" },
  touches: [Suppliers],
  guards: Suppliers,
  async run(input, { store }) {
    const supplier = await store.get(Suppliers, input.id);
    const revision = revisionOf(supplier, input);
    return store.commit(reviseSupplier(supplier, revision, await possibleDuplicates(store, revision.revised, supplier.id)));
  },
});
export const { handler } = useCase;
