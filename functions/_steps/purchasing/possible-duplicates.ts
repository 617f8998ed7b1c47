import { Suppliers } from "../../../domain/purchasing/supplier.table.ts";
import type { SupplierId } from "../../../domain/kernel/values.ts";
import type { ReadStore } from "../../_runtime/store.ts";

const MOST_NAMED = 10;

/**
 * Who else has this e-mail address or tax id. Read from the indexes and so a moment behind, which is enough for a warning;
 * a mark that kept the address unique would refuse what is often right: branches and offices of one firm share both.
 */
export async function possibleDuplicates(
  store: ReadStore,
  of: { readonly email?: string | undefined; readonly taxId?: string | undefined },
  self?: SupplierId,
): Promise<SupplierId[]> {
  const pages = await Promise.all([
    of.email === undefined ? undefined : store.query(Suppliers, "byEmail", [of.email], { limit: MOST_NAMED }),
    of.taxId === undefined ? undefined : store.query(Suppliers, "byTaxId", [of.taxId], { limit: MOST_NAMED }),
  ]);
  const ids = new Set(pages.flatMap((page) => page?.items ?? []).map(({ id }) => id));
  return [...ids].filter((id) => id !== self).slice(0, MOST_NAMED);
}
