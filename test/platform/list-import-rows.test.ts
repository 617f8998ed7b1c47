import { beforeEach, expect, test } from "vitest";
import { upload } from "../kit/importing.ts";
import { type World, world } from "../kit/world.ts";

let w: World;
beforeEach(async () => {
  w = await world();
});

async function everyRow(id: string, query: Record<string, string>): Promise<{ row: number; outcome: string; record?: string[] }[]> {
  const rows = [];
  for (let cursor: string | undefined; ; ) {
    const { body } = await w.call("platform/list-import-rows", { path: { id }, query: { ...query, ...(cursor === undefined ? {} : { cursor }) } });
    rows.push(...body.data);
    if (body.next === undefined) return rows;
    cursor = body.next;
  }
}

test("gives every row once, whatever the size of the page, and those of one end only", async () => {
  // Every third row lacks its name.
  const rows = Array.from({ length: 23 }, (_, at) => [`C-${at + 1}`, at % 3 === 2 ? "" : "A"]);
  const id = await upload(w, "customers", ["id", "name"], [rows.slice(0, 7), rows.slice(7, 8), rows.slice(8, 9), rows.slice(9)]);
  expect(await everyRow(id, {})).toEqual([]);
  await w.settle();
  const bad = rows.map((_, at) => at + 1).filter((row) => row % 3 === 0);
  for (const limit of ["1", "2", "7", "100"]) {
    expect((await everyRow(id, { limit })).map(({ row }) => row)).toEqual(rows.map((_, at) => at + 1));
    const rejected = await everyRow(id, { limit, outcome: "rejected" });
    expect(rejected.map(({ row, record }) => [row, record])).toEqual(bad.map((row) => [row, [`C-${row}`, ""]]));
  }
  expect((await everyRow(id, { outcome: "updated" })).length).toBe(0);
  expect((await everyRow(id, { outcome: "created" })).every(({ record }) => record === undefined)).toBe(true);
});

test("goes on past many chunks in which there is nothing to tell", async () => {
  const chunks = Array.from({ length: 105 }, (_, at) => [[`C-${at + 1}`, at === 104 ? "" : "A"]]);
  const id = await upload(w, "customers", ["id", "name"], chunks, { dryRun: true });
  await w.settle();
  expect((await everyRow(id, { outcome: "rejected" })).map(({ row }) => row)).toEqual([105]);
});

test("refuses a cursor it never gave out, and shows another tenant nothing", async () => {
  const id = await upload(w, "customers", ["id", "name"], [[["C-1", ""]]]);
  await w.settle();
  expect((await w.call("platform/list-import-rows", { path: { id }, query: { cursor: "x" } })).status).toBe(400);
  expect((await w.call("platform/list-import-rows", { path: { id }, tenant: `${w.tenant}x` })).body.code).toBe("import_not_found");
});
