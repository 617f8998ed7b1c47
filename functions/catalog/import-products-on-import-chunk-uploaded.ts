import { ImportMarks } from "../../domain/catalog/import-mark.table.ts";
import { productField, productOf, revisionBy, statusIn } from "../../domain/catalog/product-import.ts";
import { addProduct, reviseProduct } from "../../domain/catalog/product.ts";
import { Products } from "../../domain/catalog/product.table.ts";
import { accept } from "../../domain/kernel/decision.ts";
import { ImportChunks } from "../../domain/kernel/imports/import-chunk.table.ts";
import { ProductListed } from "../../events/catalog/product-listed.ts";
import { ProductRevised } from "../../events/catalog/product-revised.ts";
import { ProductsImported } from "../../events/catalog/products-imported.ts";
import { ImportChunkUploaded } from "../../events/platform/import-chunk-uploaded.ts";
import { type Taking, importChunk } from "../_steps/imports/import-chunk.ts";
import { reaction } from "../_runtime/use-case.ts";

const emits = [ProductListed, ProductRevised, ProductsImported] as const;

const taking: Taking<typeof emits> = {
  marks: ImportMarks,
  atOnce: 8,
  keyOf: ({ sku = "" }) => sku,
  fieldOf: productField,
  async decide([{ values }], _mark, { store }) {
    const sku = values["sku"] ?? "";
    // The same SKU is the same product, whoever typed it in first.
    const product = await store.find(Products, sku);
    if (product === undefined) {
      const input = productOf(values);
      if ("unfit" in input) return input;
      const decision = addProduct(input, statusIn(values));
      return accept({ thing: input.sku }, decision.changes, decision.facts);
    }
    const input = revisionBy(values, product);
    if ("unfit" in input) return input;
    const decision = reviseProduct(product, input);
    return accept({ thing: product.sku, known: true }, decision.changes, decision.facts);
  },
};

export const useCase = reaction({
  summary: "Add or revise the products of an uploaded chunk",
  on: ImportChunkUploaded,
  where: { kind: ["products"] },
  reads: [ImportChunks],
  emits,
  touches: [Products, ImportMarks],
  concurrency: 5,
  batchSize: 1,
  timeoutSeconds: 60,
  async run(uploaded, setting) {
    const report = await importChunk(uploaded, setting, taking);
    if (report !== undefined) await setting.store.commit(accept(undefined, [], [ProductsImported.of(report)]));
  },
});
export const { handler } = useCase;
