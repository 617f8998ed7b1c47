import { expect, test } from "vitest";
import { world } from "../kit/world.ts";
import { customer } from "./sale.ts";

test("shows a customer, and only to its tenant", async () => {
  const w = await world();
  const { id } = await customer(w);
  expect(await w.call("sales/show-customer", { path: { id } })).toMatchObject({
    status: 200,
    headers: { etag: '"1"' },
    body: { data: { id, name: "Holz & Söhne" } },
  });
  expect((await w.call("sales/show-customer", { path: { id }, tenant: "somebody-else" })).body.code).toBe("customer_not_found");
  expect((await w.call("sales/show-customer", { path: { id: "12" } })).status).toBe(400);
});
