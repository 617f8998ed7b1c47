import * as z from "zod";
import { ImportView, viewOfImport } from "../../domain/platform/import.ts";
import { Imports } from "../../domain/platform/import.table.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List imports, newest first",
  route: "GET /platform/imports",
  scope: "platform:read",
  input: z.strictObject({ ...paging }),
  item: ImportView,
  columns: ["openedAt", "kind", "name", "status"],
  touches: [Imports],
  async run(page, { store }) {
    const { items, ...more } = await store.query(Imports, "all", ["all"], { ...page, order: "descending" });
    return { ...more, items: items.map(viewOfImport) };
  },
});
export const { handler } = useCase;
