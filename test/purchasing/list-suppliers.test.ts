import { expect, test } from "vitest";
import { world } from "../kit/world.ts";
import { supplier } from "./supply.ts";

test("lists newest first, in pages, active ones unless told otherwise", async () => {
  const w = await world();
  const ids: string[] = [];
  for (const name of ["A", "B", "C", "D"]) {
    ids.unshift((await supplier(w, { name })).id);
    // ULIDs of one millisecond have no order among processes.
    await new Promise((done) => setTimeout(done, 2));
  }
  await w.must("purchasing/revise-supplier", { path: { id: ids[1] ?? "" }, body: { status: "archived" } });
  const list = async (query: Record<string, string>) => (await w.call("purchasing/list-suppliers", { query })).body;
  const first = await list({ limit: "2" });
  const second = await list({ limit: "2", cursor: first.next });
  expect([...first.data, ...second.data].map(({ id }: { id: string }) => id)).toEqual([ids[0], ids[2], ids[3]]);
  expect((await list({ status: "archived" })).data).toMatchObject([{ id: ids[1] }]);
});
