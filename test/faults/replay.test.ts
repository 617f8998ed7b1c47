import { ulid } from "ulid";
import { expect, it } from "vitest";
import { expectSound, shop } from "../kit/shop.ts";
import { everythingOf } from "../kit/snapshot.ts";
import { chance } from "../kit/world.ts";

/** A life of everything: orders billed both ways, back-orders, shipments, payments, cancels, counts. */
async function aLife() {
  const { erp, order, win, ship, pay, cancel, receive, invoices } = await shop([
    { sku: "A", onHand: 6 },
    { sku: "B", price: 777, onHand: 2 },
    { sku: "S", kind: "service" },
  ]);
  const first = await order([
    { sku: "A", quantity: 4 },
    { sku: "B", quantity: 3 },
    { sku: "S", quantity: 1 },
  ]);
  const second = await order([{ sku: "A", quantity: 4 }], { invoicing: "on-shipment" });
  const third = await win([{ sku: "B", quantity: 2 }]);
  await erp.settle();
  await erp.must("catalog/revise-product", { path: { sku: "A" }, body: { name: "Better A" } });
  await ship(first);
  await ship(second);
  await receive("B", 4, 3_333);
  await erp.must("inventory/adjust-stock", { body: { sku: "B", quantity: -1, reason: "damage" } });
  await erp.settle();
  await cancel(third);
  const [invoice] = await invoices(first);
  await pay(invoice.id, invoice.total.minor);
  await erp.settle();
  await cancel(second);
  await erp.settle();
  await expectSound(erp);
  return { erp };
}

it("all of history replayed, in any order, leaves every item of the table as it was", async () => {
  const { erp } = await aLife();
  const [before, facts] = [await everythingOf(erp.tenant), erp.facts()];
  const random = chance(27);
  const again = facts.map((fact) => ({ fact, at: random() })).toSorted((a, b) => a.at - b.at);
  expect(new Set(facts.map(({ name }) => name)).size).toBeGreaterThan(12);
  for (const { fact } of again) expect([fact.name, await erp.deliver(fact, undefined, { "replay-name": "everything-again" })]).toEqual([fact.name, []]);
  expect(erp.facts()).toHaveLength(facts.length);
  expect(await everythingOf(erp.tenant)).toEqual(before);
});

// Money and goods are kept by what the business calls them; what sales shows of an order counts facts by their id.
it("the same facts told anew, under other ids, reserve, bill, credit and post nothing a second time", async () => {
  const { erp } = await aLife();
  const facts = erp.facts();
  const of = (items: Map<string, unknown>) => new Map([...items].filter(([key]) => /^(finance|inventory)#/.test(key)));
  const before = of(await everythingOf(erp.tenant));
  for (const fact of facts) await erp.deliver({ ...fact, metadata: { ...fact.metadata, id: ulid() } });
  expect(erp.facts().slice(facts.length)).toEqual([]);
  expect(of(await everythingOf(erp.tenant))).toEqual(before);
});
