import { expect, test } from "vitest";
import { world } from "../kit/world.ts";
import { order, placed } from "./sale.ts";

test("shows an order with its standing, and only to its tenant", async () => {
  const w = await world();
  const { id } = await placed(w);
  expect(await order(w, id)).toMatchObject({ id, version: 1, status: "placed", lines: [{ quantity: 5, reserved: 0 }, {}, {}] });
  expect((await w.call("sales/show-order", { path: { id }, tenant: "somebody-else" })).body.code).toBe("order_not_found");
});
