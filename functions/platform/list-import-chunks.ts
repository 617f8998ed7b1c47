import * as z from "zod";
import { ImportId } from "../../domain/kernel/values.ts";
import { ChunkView, viewOfPart } from "../../domain/platform/import-chunk.ts";
import { ImportParts } from "../../domain/platform/import-part.table.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List the chunks of an import that are here, so that a sender goes on where it stopped",
  route: "GET /platform/imports/{id}/chunks",
  scope: "platform:read",
  input: z.strictObject({ ...paging, id: ImportId }),
  item: ChunkView,
  touches: [ImportParts],
  async run({ id, ...page }, { store }) {
    const { items, ...more } = await store.range(ImportParts, id, page);
    return { ...more, items: items.map(viewOfPart) };
  },
});
export const { handler } = useCase;
