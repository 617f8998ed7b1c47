import { expect, test } from "vitest";
import { world } from "../kit/world.ts";
import { supplier } from "./supply.ts";

test("shows a supplier, and only to its tenant", async () => {
  const w = await world();
  const { id } = await supplier(w);
  expect(await w.call("purchasing/show-supplier", { path: { id } })).toMatchObject({
    status: 200,
    headers: { etag: '"1"' },
    body: { data: { id, name: "Säge & Co" } },
  });
  expect((await w.call("purchasing/show-supplier", { path: { id }, tenant: "somebody-else" })).body.code).toBe("supplier_not_found");
  expect((await w.call("purchasing/show-supplier", { path: { id: "12" } })).status).toBe(400);
});
