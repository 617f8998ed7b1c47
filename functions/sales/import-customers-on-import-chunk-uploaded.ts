import { partyField } from "../../domain/kernel/imports/party-row.ts";
import { ImportChunks } from "../../domain/kernel/imports/import-chunk.table.ts";
import { accept } from "../../domain/kernel/decision.ts";
import { CustomerId } from "../../domain/kernel/values.ts";
import { customerOf, revisionBy } from "../../domain/sales/customer-import.ts";
import { registerCustomer, reviseCustomer, revisionOf } from "../../domain/sales/customer.ts";
import { Customers } from "../../domain/sales/customer.table.ts";
import { ImportMarks } from "../../domain/sales/import-mark.table.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { ImportChunkUploaded } from "../../events/platform/import-chunk-uploaded.ts";
import { CustomerRegistered } from "../../events/sales/customer-registered.ts";
import { CustomerRevised } from "../../events/sales/customer-revised.ts";
import { CustomersImported } from "../../events/sales/customers-imported.ts";
import { type Taking, importChunk } from "../_steps/imports/import-chunk.ts";
import { reaction } from "../_runtime/use-case.ts";

const emits = [CustomerRegistered, CustomerRevised, CustomersImported] as const;

const taking: Taking<typeof emits> = {
  marks: ImportMarks,
  atOnce: 8,
  keyOf: ({ reference = "" }) => reference,
  fieldOf: partyField,
  async decide([{ values }], mark, { store, moment, newId }) {
    if (mark === undefined) {
      const input = customerOf(values);
      if ("unfit" in input) return input;
      const id = newId(CustomerId);
      const decision = registerCustomer(input, id, [], moment);
      return accept({ thing: id }, decision.changes, decision.facts);
    }
    const input = revisionBy(values, mark.thing);
    if ("unfit" in input) return input;
    const customer = await store.get(Customers, mark.thing);
    const decision = reviseCustomer(customer, revisionOf(customer, input), []);
    return accept({ thing: mark.thing }, decision.changes, decision.facts);
  },
};

export const useCase = reaction({
  summary: "Register or revise the customers of an uploaded chunk",
  on: ImportChunkUploaded,
  where: { kind: ["customers"] },
  reads: [ImportChunks],
  emits,
  touches: [Customers, Timeline, ImportMarks],
  concurrency: 5,
  batchSize: 1,
  timeoutSeconds: 60,
  async run(uploaded, setting) {
    const report = await importChunk(uploaded, setting, taking);
    if (report !== undefined) await setting.store.commit(accept(undefined, [], [CustomersImported.of(report)]));
  },
});
export const { handler } = useCase;
