import { accept, create, replace } from "../kernel/decision.ts";
import { type ProductCopy, ProductCopies } from "./product-copy.table.ts";

/** Keeps what catalog said, unless something newer is known: facts come in any order, and an old price must not return. */
export function copyProduct(known: ProductCopy | undefined, told: Omit<ProductCopy, "version">) {
  if (known === undefined) return accept(undefined, [create(ProductCopies, { ...told, version: 1 })]);
  if (known.sourceVersion >= told.sourceVersion) return accept(undefined, []);
  return accept(undefined, [replace(ProductCopies, { ...told, version: known.version + 1 })]);
}
