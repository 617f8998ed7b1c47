import { beforeEach, expect, test } from "vitest";
import { type World, world } from "../kit/world.ts";

let w: World;
let id: string;
beforeEach(async () => {
  w = await world();
  id = (await w.must("platform/open-import", { body: { kind: "customers", columns: ["id", "name"] } })).id;
});
const upload = (number: number) =>
  w.must("platform/upload-import-chunk", { path: { id, number: String(number) }, body: { firstRow: number, csv: `C-${number},A\r\n` } });
const complete = (chunks: number) => w.call("platform/complete-import", { path: { id }, body: { chunks } });

test("is done when every chunk that was announced was worked on, whichever came first", async () => {
  await upload(1);
  await w.settle();
  expect(await w.must("platform/show-import", { path: { id } })).toMatchObject({ status: "receiving", chunks: { uploaded: 1, worked: 1 } });
  await upload(2);
  expect((await complete(2)).body.data).toMatchObject({ status: "working", chunks: { expected: 2, uploaded: 2, worked: 1 } });
  await w.settle();
  expect(await w.must("platform/show-import", { path: { id } })).toMatchObject({ status: "done", rows: { created: 2 } });
});

test("refuses while chunks are missing, or where one lies beyond", async () => {
  await upload(1);
  await upload(3);
  for (const chunks of [1, 2, 3]) expect((await complete(chunks)).body).toMatchObject({ status: 409, code: "chunks_missing", uploaded: 2 });
  await upload(2);
  expect((await complete(3)).status).toBe(200);
});

test("may be said again, but not otherwise", async () => {
  await upload(1);
  const first = await complete(1);
  expect((await complete(1)).body.data).toEqual(first.body.data);
  expect((await complete(2)).body).toMatchObject({ status: 409, code: "import_completed", chunks: 1 });
});
