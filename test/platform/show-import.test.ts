import { expect, test } from "vitest";
import { bring } from "../kit/importing.ts";
import { world } from "../kit/world.ts";

test("shows how far an import is and how it reads its file, to its tenant only", async () => {
  const w = await world();
  const { id } = await bring(
    w,
    "customers",
    ["id", "name", "mail"],
    [
      ["C-1", "A", "a@example.com"],
      ["C-2", "B", "b@"],
    ],
  );
  expect(await w.must("platform/show-import", { path: { id } })).toMatchObject({
    id,
    kind: "customers",
    status: "done",
    mapping: [
      { field: "reference", column: "id", decimal: ".", dateFormat: "YYYY-MM-DD" },
      { field: "name", column: "name" },
      { field: "email", column: "mail" },
    ],
    unusedColumns: [],
    chunks: { expected: 1, uploaded: 1, worked: 1 },
    rows: { uploaded: 2, created: 1, updated: 0, unchanged: 0, rejected: 1 },
  });
  expect((await w.call("platform/show-import", { path: { id }, tenant: `${w.tenant}x` })).body).toMatchObject({ status: 404, code: "import_not_found" });
});
