import { ImportId } from "../../domain/kernel/values.ts";
import { ImportView, OpenImport, openImport, openRefusals } from "../../domain/platform/import.ts";
import { Imports } from "../../domain/platform/import.table.ts";
import { importIdOf } from "../_steps/platform/import-id.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Open an import: hear how the file's columns will be read",
  route: "POST /platform/imports",
  scope: "platform:write",
  input: OpenImport,
  output: ImportView,
  emits: [],
  refuses: openRefusals,
  touches: [Imports],
  status: 201,
  locates: "id",
  async run(input, { store, now, newId }) {
    if (input.key === undefined) return store.commit(openImport(input, undefined, newId(ImportId), now));
    const id = importIdOf(input.key);
    return store.commit(openImport(input, await store.find(Imports, id), id, now));
  },
});
export const { handler } = useCase;
