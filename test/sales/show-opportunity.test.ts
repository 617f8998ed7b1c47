import { expect, test } from "vitest";
import { world } from "../kit/world.ts";
import { customer } from "./sale.ts";

test("shows an opportunity, and only to its tenant", async () => {
  const w = await world();
  const { id: customerId } = await customer(w);
  const opened = await w.must("sales/open-opportunity", { body: { customerId, title: "New office" } });
  expect(await w.must("sales/show-opportunity", { path: { id: opened.id } })).toEqual(opened);
  expect((await w.call("sales/show-opportunity", { path: { id: opened.id }, tenant: "somebody-else" })).body.code).toBe("opportunity_not_found");
});
