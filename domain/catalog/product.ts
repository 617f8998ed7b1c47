import * as z from "zod";
import { ProductListed } from "../../events/catalog/product-listed.ts";
import { ProductRevised } from "../../events/catalog/product-revised.ts";
import { revise } from "../kernel/collection.ts";
import { type Refusals, accept, create, refuse, replace } from "../kernel/decision.ts";
import { text } from "../kernel/values.ts";
import { Product, Products } from "./product.table.ts";

/** `product_exists`: the sku is taken, for good: a sku never means two products. */
export const refusals = { product_exists: "conflict" } as const satisfies Refusals;

/** What a new product is made of. */
export const AddProduct = z.strictObject({
  ...Product.pick({ sku: true, name: true, description: true, kind: true, listPrice: true, taxCode: true }).shape,
  unit: text(20).default("piece"),
});
/**
 * What may change. `null` clears an optional field. Kind and unit stay as they are: they give meaning to every quantity already
 * ordered and stocked, so another kind or unit is another product.
 */
export const ReviseProduct = z.strictObject({
  sku: Product.shape.sku,
  name: Product.shape.name.optional(),
  description: text(2000).nullable().optional(),
  listPrice: Product.shape.listPrice.unwrap().nullable().optional(),
  taxCode: Product.shape.taxCode.optional(),
  status: Product.shape.status.optional(),
});

export function addProduct(input: z.output<typeof AddProduct>, status: Product["status"] = "active") {
  const product: Product = { ...input, version: 1, status };
  const { sku, name, kind, unit, listPrice, taxCode } = product;
  const taken = refuse("product_exists", { pointer: "/sku", detail: "This sku is a product already." });
  return accept(product, [create(Products, product, taken)], [ProductListed.of({ sku, name, kind, unit, listPrice, taxCode })]);
}

/** A revision that changes nothing is answered with the product as it is, and nobody is told. */
export function reviseProduct(product: Product, { name, description, listPrice, taxCode, status }: z.output<typeof ReviseProduct>) {
  const revised = revise(product, {
    name: name ?? product.name,
    description: description === undefined ? product.description : (description ?? undefined),
    listPrice: listPrice === undefined ? product.listPrice : (listPrice ?? undefined),
    taxCode: taxCode ?? product.taxCode,
    status: status ?? product.status,
  });
  if (isSame(product, revised)) return accept(product, []);
  const { sku, kind, unit } = product;
  return accept(
    revised,
    [replace(Products, revised)],
    [ProductRevised.of({ sku, name: revised.name, kind, unit, listPrice: revised.listPrice, taxCode: revised.taxCode, status: revised.status })],
  );
}

const isSame = (product: Product, revised: Product): boolean =>
  product.name === revised.name &&
  product.description === revised.description &&
  product.listPrice?.minor === revised.listPrice?.minor &&
  product.listPrice?.currency === revised.listPrice?.currency &&
  product.taxCode === revised.taxCode &&
  product.status === revised.status;
