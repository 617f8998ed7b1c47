import * as z from "zod";
import { ImportId } from "../../domain/kernel/values.ts";
import { ChunkView, viewOfPart } from "../../domain/platform/import-chunk.ts";
import { ImportParts } from "../../domain/platform/import-part.table.ts";
import { Imports } from "../../domain/platform/import.table.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List the chunks of an import that are here, so that a sender goes on where it stopped",
  route: "GET /platform/imports/{id}/chunks",
  scope: "platform:read",
  input: z.strictObject({ ...paging, id: ImportId }),
  item: ChunkView,
  columns: ["number", "firstRow", "rows", "status", "created", "updated", "unchanged", "rejected"],
  refuses: { import_not_found: "not_found" },
  touches: [Imports, ImportParts],
  async run({ id, ...page }, { store }) {
    const [{ items, ...more }] = await Promise.all([store.range(ImportParts, id, page), store.get(Imports, id)]);
    return { ...more, items: items.map(viewOfPart) };
  },
});
export const { handler } = useCase;
