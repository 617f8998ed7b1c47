import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { ChunkNumber } from "../../domain/kernel/imports/import-chunk.table.ts";
import { ImportKindName } from "../../domain/kernel/imports/kind-name.ts";
import { ImportId } from "../../domain/kernel/values.ts";

export const ImportChunkUploaded = defineEvent({
  context: "platform",
  name: "ImportChunkUploaded",
  version: 1,
  visibility: "internal",
  about: "Rows of a file wait to be taken in by the context their kind belongs to. Says where they are, never what is in them.",
  noun: "import",
  subject: ({ importId }) => importId,
  data: z.object({ importId: ImportId, number: ChunkNumber, kind: ImportKindName, dryRun: z.boolean() }),
});
