import { accept } from "../../domain/kernel/decision.ts";
import { ImportChunks } from "../../domain/kernel/imports/import-chunk.table.ts";
import { partyField } from "../../domain/kernel/imports/party-row.ts";
import { SupplierId } from "../../domain/kernel/values.ts";
import { ImportMarks } from "../../domain/purchasing/import-mark.table.ts";
import { revisionBy, supplierOf } from "../../domain/purchasing/supplier-import.ts";
import { registerSupplier, reviseSupplier, revisionOf } from "../../domain/purchasing/supplier.ts";
import { Suppliers } from "../../domain/purchasing/supplier.table.ts";
import { ImportChunkUploaded } from "../../events/platform/import-chunk-uploaded.ts";
import { SupplierRegistered } from "../../events/purchasing/supplier-registered.ts";
import { SupplierRevised } from "../../events/purchasing/supplier-revised.ts";
import { SuppliersImported } from "../../events/purchasing/suppliers-imported.ts";
import { type Taking, importChunk } from "../_steps/imports/import-chunk.ts";
import { reaction } from "../_runtime/use-case.ts";

const emits = [SupplierRegistered, SupplierRevised, SuppliersImported] as const;

const taking: Taking<typeof emits> = {
  marks: ImportMarks,
  atOnce: 8,
  keyOf: ({ reference = "" }) => reference,
  fieldOf: partyField,
  async decide([{ values }], mark, { store, newId }) {
    if (mark === undefined) {
      const input = supplierOf(values);
      if ("unfit" in input) return input;
      const id = newId(SupplierId);
      const decision = registerSupplier(input, id, []);
      return accept({ thing: id }, decision.changes, decision.facts);
    }
    const input = revisionBy(values, mark.thing);
    if ("unfit" in input) return input;
    const supplier = await store.get(Suppliers, mark.thing);
    const decision = reviseSupplier(supplier, revisionOf(supplier, input), []);
    return accept({ thing: mark.thing }, decision.changes, decision.facts);
  },
};

export const useCase = reaction({
  summary: "Register or revise the suppliers of an uploaded chunk",
  on: ImportChunkUploaded,
  where: { kind: ["suppliers"] },
  reads: [ImportChunks],
  emits,
  touches: [Suppliers, ImportMarks],
  concurrency: 5,
  batchSize: 1,
  timeoutSeconds: 60,
  async run(uploaded, setting) {
    const report = await importChunk(uploaded, setting, taking);
    if (report !== undefined) await setting.store.commit(accept(undefined, [], [SuppliersImported.of(report)]));
  },
});
export const { handler } = useCase;
