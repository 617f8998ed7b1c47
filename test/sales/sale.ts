import { ulid } from "ulid";
import type * as z from "zod";
import type { EventContract } from "../../domain/kernel/event.ts";
import type { ToldFact } from "../kit/table.ts";
import type { World } from "../kit/world.ts";

export const eur = (minor: number) => ({ minor, currency: "EUR" });

/** A fact of another context about something in this world, as its publisher would have told it. */
export function factOf<C extends EventContract>(world: World, contract: C, data: z.input<C["data"]>, occurredAt = new Date().toISOString()): ToldFact {
  const metadata = {
    id: ulid(),
    tenant: world.tenant,
    version: contract.version,
    occurredAt,
    actor: "weft:test",
    correlationId: ulid(),
    causationId: ulid(),
    causationDepth: 1,
    subject: contract.subject(contract.data.parse(data)),
  };
  return { context: contract.context, name: contract.name, metadata, data };
}

/** Lists a product and lets only sales hear of it. */
export async function listed(world: World, sku: string, more: object = {}): Promise<string> {
  await world.must("catalog/add-product", { body: { sku, name: sku, kind: "goods", listPrice: eur(1000), taxCode: "S19", ...more } });
  await heard(world, "ProductListed", sku);
  return sku;
}
/** Lets sales hear what catalog said last of a product. */
export async function heard(world: World, name: "ProductListed" | "ProductRevised", sku: string): Promise<void> {
  const fact = world.facts(name).findLast(({ data }) => data.sku === sku);
  if (fact === undefined) throw new Error(`no ${name} of ${sku}`);
  await world.deliver(fact, name === "ProductListed" ? "sales/copy-product-on-product-listed" : "sales/copy-product-on-product-revised");
}

export const customer = (world: World, body: object = {}) => world.must("sales/register-customer", { body: { name: "Holz & Söhne", ...body } });

/** A customer, two goods, a service, and an order of 5, 3 and 1 of them: EUR 90.00 before tax. */
export async function placed(world: World, more: object = {}) {
  const { id: customerId } = await customer(world);
  await Promise.all([listed(world, "CHAIR"), listed(world, "TABLE"), listed(world, "SETUP", { kind: "service" })]);
  const lines = [
    { sku: "CHAIR", quantity: 5 },
    { sku: "TABLE", quantity: 3 },
    { sku: "SETUP", quantity: 1 },
  ];
  return world.must("sales/place-order", { body: { customerId, lines, ...more } });
}

export const order = (world: World, id: string) => world.must("sales/show-order", { path: { id } });
export const timeline = (world: World, customerId: string): Promise<{ type: string; factId?: string }[]> =>
  world.must("sales/show-timeline", { path: { id: customerId } });

/** Delivers a fact three times, twice at once: whatever it does must be done once. */
export async function deliverThrice(world: World, fact: ToldFact, to: string): Promise<void> {
  const failed = [...(await Promise.all([world.deliver(fact, to), world.deliver(fact, to)])), await world.deliver(fact, to)].flat();
  if (failed.length > 0) throw new Error(`${to} failed`);
}
