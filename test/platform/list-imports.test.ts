import { expect, test } from "vitest";
import { world } from "../kit/world.ts";

test("lists a tenant's imports, newest first, by pages", async () => {
  const w = await world();
  const ids: string[] = [];
  for (const name of ["a", "b", "c"]) ids.unshift((await w.must("platform/open-import", { body: { kind: "customers", columns: ["id", "name"], name } })).id);
  const { body } = await w.call("platform/list-imports", { query: { limit: "2" } });
  const rest = await w.call("platform/list-imports", { query: { limit: "2", cursor: body.next } });
  expect([...body.data, ...rest.body.data].map(({ id }: { id: string }) => id)).toEqual(ids);
  expect(await w.must("platform/list-imports", { tenant: `${w.tenant}x` })).toEqual([]);
});
