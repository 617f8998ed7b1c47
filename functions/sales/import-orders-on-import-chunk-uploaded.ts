import { accept } from "../../domain/kernel/decision.ts";
import { ImportChunks } from "../../domain/kernel/imports/import-chunk.table.ts";
import { alreadyImported } from "../../domain/kernel/imports/import-mark.table.ts";
import { OrderId } from "../../domain/kernel/values.ts";
import { Customers } from "../../domain/sales/customer.table.ts";
import { ImportMarks } from "../../domain/sales/import-mark.table.ts";
import { customerMark, customerNotBrought, headOf, noCustomer, orderField, orderOf } from "../../domain/sales/order-import.ts";
import { catalogueOf, skusOf } from "../../domain/sales/order-line.ts";
import { placeOrder } from "../../domain/sales/order.ts";
import { OrderProgress, Orders } from "../../domain/sales/order.table.ts";
import { ProductCopies } from "../../domain/sales/product-copy.table.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { ImportChunkUploaded } from "../../events/platform/import-chunk-uploaded.ts";
import { OpenOrdersImported } from "../../events/sales/open-orders-imported.ts";
import { OrderPlaced } from "../../events/sales/order-placed.ts";
import { type Taking, importChunk } from "../_steps/imports/import-chunk.ts";
import { reaction } from "../_runtime/use-case.ts";

const emits = [OrderPlaced, OpenOrdersImported] as const;

const taking: Taking<typeof emits> = {
  marks: ImportMarks,
  atOnce: 8,
  keyOf: ({ reference = "" }) => reference,
  fieldOf: orderField,
  async decide(rows, mark, { store, moment, newId }) {
    // What was placed is on its way: it is cancelled and placed anew by a person, not by a file.
    if (mark !== undefined) return alreadyImported;
    const values = rows.map((row) => row.values);
    const said = headOf(values);
    if ("unfit" in said) return said;
    if (said.head.customer === undefined) return noCustomer;
    const known = customerMark(said.head.customer);
    const brought = known === undefined ? undefined : await store.find(ImportMarks, known);
    if (brought === undefined) return customerNotBrought;
    const customer = await store.get(Customers, brought.thing);
    const order = orderOf(values, said.head, customer);
    if ("unfit" in order) return order;
    const products = await store.getMany(ProductCopies, skusOf(order.lines));
    const id = newId(OrderId);
    const decision = placeOrder(order, customer, catalogueOf(products), id, moment);
    return decision.ok ? accept({ thing: id }, decision.changes, decision.facts) : decision;
  },
};

export const useCase = reaction({
  summary: "Place the open orders of an uploaded chunk",
  on: ImportChunkUploaded,
  where: { kind: ["open-orders"] },
  reads: [ImportChunks],
  emits,
  touches: [Customers, ProductCopies, Orders, OrderProgress, Timeline, ImportMarks],
  concurrency: 5,
  batchSize: 1,
  timeoutSeconds: 60,
  async run(uploaded, setting) {
    const report = await importChunk(uploaded, setting, taking);
    if (report !== undefined) await setting.store.commit(accept(undefined, [], [OpenOrdersImported.of(report)]));
  },
});
export const { handler } = useCase;
