import { expect, test } from "vitest";
import { ProductListed } from "../../events/catalog/product-listed.ts";
import { world } from "../kit/world.ts";
import { customer, deliverThrice, eur, factOf, heard, listed } from "./sale.ts";

const REACTION = "sales/copy-product-on-product-listed";
const lamp = { sku: "LAMP", name: "Lamp", kind: "goods" as const, unit: "piece", listPrice: eur(4900), taxCode: "S19" };

test("a product can be sold once it was heard of", async () => {
  const w = await world();
  const { id: customerId } = await customer(w);
  const body = { customerId, lines: [{ sku: "LAMP", quantity: 1 }] };
  expect((await w.call("sales/place-order", { body })).body.code).toBe("unknown_product");
  await deliverThrice(w, factOf(w, ProductListed, lamp), REACTION);
  expect(await w.must("sales/place-order", { body })).toMatchObject({ net: eur(4900) });
});

test("never overwrites a revision that was heard before", async () => {
  const w = await world();
  const { id: customerId } = await customer(w);
  await listed(w, "LAMP");
  await w.must("catalog/revise-product", { path: { sku: "LAMP" }, body: { listPrice: eur(2000) } });
  await heard(w, "ProductRevised", "LAMP");
  await heard(w, "ProductListed", "LAMP");
  expect(await w.must("sales/place-order", { body: { customerId, lines: [{ sku: "LAMP", quantity: 1 }] } })).toMatchObject({ net: eur(2000) });
});
