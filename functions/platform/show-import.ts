import * as z from "zod";
import { ImportId } from "../../domain/kernel/values.ts";
import { ImportView, viewOfImport } from "../../domain/platform/import.ts";
import { Imports } from "../../domain/platform/import.table.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show an import: how it reads its file and how far it is",
  route: "GET /platform/imports/{id}",
  scope: "platform:read",
  input: z.strictObject({ id: ImportId }),
  output: ImportView,
  title: "kind",
  refuses: { import_not_found: "not_found" },
  touches: [Imports],
  run: async ({ id }, { store }) => viewOfImport(await store.get(Imports, id)),
});
export const { handler } = useCase;
