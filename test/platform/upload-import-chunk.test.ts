import { beforeEach, expect, test } from "vitest";
import { MOST_BYTES } from "../../domain/platform/import-chunk.ts";
import { type World, world } from "../kit/world.ts";

let w: World;
let id: string;
beforeEach(async () => {
  w = await world();
  id = (await w.must("platform/open-import", { body: { kind: "customers", columns: ["id", "name"] } })).id;
});
const upload = (number: string, body: object) => w.call("platform/upload-import-chunk", { path: { id, number }, body: { firstRow: 1, ...body } });
const shown = () => w.must("platform/show-import", { path: { id } });

test("keeps rows and tells that they wait, never what is in them", async () => {
  const { status, body } = await upload("1", { csv: 'C-1,"Zebedee, Ltd"\r\nC-2,"two\nlines"\r\n' });
  expect([status, body.data]).toEqual([200, { number: 1, firstRow: 1, rows: 2, status: "waiting", created: 0, updated: 0, unchanged: 0, rejected: 0 }]);
  expect(w.facts()).toMatchObject([{ name: "ImportChunkUploaded", data: { importId: id, number: 1, kind: "customers", dryRun: false } }]);
  expect(JSON.stringify(w.facts())).not.toMatch(/zebedee|C-1/i);
  expect(await shown()).toMatchObject({ chunks: { uploaded: 1, worked: 0 }, rows: { uploaded: 2 } });
});

test("takes the same chunk as often as it comes, counts it once, and refuses other rows under its number", async () => {
  const first = await upload("1", { csv: "C-1,A\r\n" });
  // The same records, written in another way.
  expect((await upload("1", { csv: '\ufeff"C-1","A"\n' })).body).toMatchObject({ data: first.body.data, events: [] });
  expect((await upload("1", { csv: "C-1,B\r\n" })).body).toMatchObject({ status: 409, code: "chunk_differs" });
  expect((await upload("1", { csv: "C-1,A\r\n", firstRow: 2 })).body).toMatchObject({ code: "chunk_differs" });
  expect(await shown()).toMatchObject({ chunks: { uploaded: 1 }, rows: { uploaded: 1 } });
  expect(w.facts("ImportChunkUploaded")).toHaveLength(1);
});

test("is counted once when two send it at the same moment", async () => {
  const both = await Promise.all([upload("1", { csv: "C-1,A\r\n" }), upload("1", { csv: "C-1,A\r\n" }), upload("2", { firstRow: 2, csv: "C-2,B\r\n" })]);
  expect(both.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await shown()).toMatchObject({ chunks: { uploaded: 2 }, rows: { uploaded: 2 } });
});

test("refuses what is no CSV, nothing, or too much", async () => {
  const row = "C-1,A\r\n";
  for (const [csv, code] of [
    ['C-1,"A\r\n', "malformed_csv"],
    ["", "empty_chunk"],
    ["\r\n\r\n", "empty_chunk"],
    [row.repeat(501), "too_many_rows"],
    [`C-1,${"ä".repeat(MOST_BYTES / 2)}\r\n`, "chunk_too_large"],
  ] as const)
    expect([code, (await upload("1", { csv })).body.code]).toEqual([code, code]);
  expect((await upload("1", { csv: row.repeat(500) })).status).toBe(200);
  for (const number of ["0", "x", "-1", "100000"]) expect((await upload(number, { csv: row })).body.code).toBe("invalid_input");
});

test("takes nothing more once all chunks are said to be here", async () => {
  await upload("1", { csv: "C-1,A\r\n" });
  await w.must("platform/complete-import", { path: { id }, body: { chunks: 1 } });
  expect((await upload("2", { firstRow: 2, csv: "C-2,B\r\n" })).body).toMatchObject({ status: 409, code: "import_completed" });
  expect((await upload("1", { csv: "C-1,A\r\n" })).status).toBe(200);
  expect(
    (await w.call("platform/upload-import-chunk", { path: { id: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B", number: "1" }, body: { firstRow: 1, csv: "a,b\r\n" } })).body,
  ).toMatchObject({
    code: "import_not_found",
  });
});
