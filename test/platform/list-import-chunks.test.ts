import { expect, test } from "vitest";
import { upload } from "../kit/importing.ts";
import { world } from "../kit/world.ts";

test("lists chunks in the order of the file, with what became of them", async () => {
  const w = await world();
  const id = await upload(
    w,
    "customers",
    ["id", "name"],
    [
      [
        ["C-1", "A"],
        ["C-2", ""],
      ],
      [["C-3", "C"]],
    ],
  );
  const listed = () => w.must("platform/list-import-chunks", { path: { id } });
  expect((await listed()).map(({ number, firstRow, rows, status }: Record<string, unknown>) => [number, firstRow, rows, status])).toEqual([
    [1, 1, 2, "waiting"],
    [2, 3, 1, "waiting"],
  ]);
  await w.settle();
  expect(await listed()).toMatchObject([
    { number: 1, status: "worked", created: 1, rejected: 1 },
    { number: 2, status: "worked", created: 1, rejected: 0 },
  ]);
  const { body } = await w.call("platform/list-import-chunks", { path: { id }, query: { limit: "1" } });
  expect((await w.must("platform/list-import-chunks", { path: { id }, query: { limit: "1", cursor: body.next } }))[0].number).toBe(2);
});
