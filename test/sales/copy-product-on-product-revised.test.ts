import { beforeEach, expect, test } from "vitest";
import { type World, world } from "../kit/world.ts";
import { customer, deliverThrice, eur, listed } from "./sale.ts";

const REACTION = "sales/copy-product-on-product-revised";
let w: World;
let customerId: string;
beforeEach(async () => {
  w = await world();
  customerId = (await customer(w)).id;
});
const revise = (body: object) => w.must("catalog/revise-product", { path: { sku: "LAMP" }, body });
const place = () => w.call("sales/place-order", { body: { customerId, lines: [{ sku: "LAMP", quantity: 1 }] } });

test("the newest revision counts, in whichever order they arrive", async () => {
  await listed(w, "LAMP");
  for (const minor of [2000, 3000, 4000]) await revise({ listPrice: eur(minor) });
  const [first, second, third] = w.facts("ProductRevised");
  for (const fact of [second, first, third, second]) if (fact !== undefined) await deliverThrice(w, fact, REACTION);
  expect((await place()).body.data).toMatchObject({ net: eur(4000) });
});

test("stands on its own where the listing was not heard, and a cleared price is gone", async () => {
  await w.must("catalog/add-product", { body: { sku: "LAMP", name: "Lamp", kind: "goods", listPrice: eur(1000), taxCode: "S19" } });
  await revise({ name: "Brass lamp" });
  await revise({ listPrice: null });
  const [first, second] = w.facts("ProductRevised");
  if (first === undefined || second === undefined) throw new Error("two revisions were made");
  await w.deliver(first, REACTION);
  expect((await place()).body.data).toMatchObject({ net: eur(1000) });
  await w.deliver(second, REACTION);
  expect((await place()).body.code).toBe("price_missing");
});
