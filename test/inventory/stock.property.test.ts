import fc from "fast-check";
import { expect, it } from "vitest";
import { BackOrders } from "../../domain/inventory/back-order.table.ts";
import { Reservations } from "../../domain/inventory/reservation.table.ts";
import { StockLevels } from "../../domain/inventory/stock-level.table.ts";
import type { Fact } from "../../domain/kernel/event.ts";
import { minus, plus } from "../../domain/kernel/quantity.ts";
import { useCase as adjustStock } from "../../functions/inventory/adjust-stock.ts";
import { useCase as allocateAdjusted } from "../../functions/inventory/allocate-back-orders-on-stock-adjusted.ts";
import { useCase as allocateReceived } from "../../functions/inventory/allocate-back-orders-on-goods-received.ts";
import { useCase as allocateReleased } from "../../functions/inventory/allocate-back-orders-on-stock-released.ts";
import { useCase as dispatchShipment } from "../../functions/inventory/dispatch-shipment.ts";
import { useCase as openLevel } from "../../functions/inventory/open-stock-level-on-product-listed.ts";
import { useCase as receiveGoods } from "../../functions/inventory/receive-goods.ts";
import { useCase as releaseStock } from "../../functions/inventory/release-stock-on-order-cancelled.ts";
import { useCase as reserveStock } from "../../functions/inventory/reserve-stock-on-order-placed.ts";
import { chance } from "../kit/world.ts";
import { cancelled, listed, placed } from "./facts.ts";
import { idOf, Model } from "./model.ts";

const SKUS = ["A", "B"];
const ORDERS = 9;
const GIVEN_COST = 77.7;
const sku = fc.constantFrom(...SKUS);
/** Quantities with decimals, so that a float sum would show. */
const quantity = fc.integer({ min: 1, max: 120 }).map((tenths) => tenths / 10);
const order = fc.integer({ min: 0, max: ORDERS - 1 });
const wish = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("receive" as const),
      lines: fc.array(fc.record({ sku, quantity, cost: fc.integer({ min: 0, max: 9_999_999 }).map((n) => n / 10_000) }), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("adjust" as const),
      sku,
      by: fc.integer({ min: -60, max: 60 }).map((tenths) => (tenths || 1) / 10),
      count: fc.boolean(),
      priced: fc.boolean(),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("place" as const), order }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cancel" as const), order }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("ship" as const), order, part: fc.boolean() }) },
);
const lines = (minLength: number, maxLength: number) => fc.array(fc.record({ sku, quantity, service: fc.boolean() }), { minLength, maxLength, size: "max" });
/** Small orders, and now and then one that needs three parts. */
const orders = fc.array(
  fc.record({ day: fc.integer({ min: 1, max: 9 }), lines: fc.oneof({ weight: 7, arbitrary: lines(1, 4) }, { weight: 1, arbitrary: lines(81, 85) }) }),
  { minLength: ORDERS, maxLength: ORDERS },
);

const reactions: Record<string, readonly { readonly kind: "reaction" }[]> = {
  GoodsReceived: [allocateReceived],
  StockAdjusted: [allocateAdjusted],
  StockReleased: [allocateReleased],
};

/** What must hold after every single commit. */
function holdsAlways(model: Model) {
  const waiting = model.all(BackOrders);
  const lines = model.all(Reservations).flatMap((part) => part.lines);
  for (const level of model.all(StockLevels)) {
    const { onHand, reserved, available, backOrdered, promisable, valueMinor } = level;
    const claims = lines.filter((line) => line.sku === level.sku);
    const sumOf = (of: "reserved" | "backOrdered") => plus(...claims.map((line) => line[of]));
    expect({ onHand, promisable, reserved, backOrdered, queue: backOrdered }).toEqual({
      onHand: plus(reserved, available),
      promisable: minus(available, backOrdered),
      reserved: sumOf("reserved"),
      backOrdered: sumOf("backOrdered"),
      queue: plus(...waiting.filter((each) => each.sku === level.sku).map((each) => each.quantity)),
    });
    expect(Math.min(onHand, reserved, available, backOrdered, valueMinor)).toBeGreaterThanOrEqual(0);
    if (onHand === 0) expect(valueMinor).toBe(0);
    expect(valueMinor).toBe(bookedValue(model.facts, level.sku));
  }
  for (const { state, lines: ofPart } of model.all(Reservations)) {
    for (const line of ofPart.filter((each) => each.kind === "goods")) {
      if (state === "open") expect(line.ordered).toBe(plus(line.reserved, line.shipped, line.backOrdered));
      else expect([line.reserved, line.backOrdered]).toEqual([0, 0]);
    }
  }
}

/** What left cost the moving average of the very moment it left. */
// biome-ignore lint/suspicious/noExplicitAny: facts of several kinds
function costsAreAverages(before: ReadonlyMap<string, any>, told: readonly Fact<string, any>[]) {
  for (const { data } of told.filter(({ name }) => name === "ShipmentDispatched")) {
    for (const of of new Set<string>(data.lines.map((line: { sku: string }) => line.sku))) {
      const lines: { sku: string; quantity: number; cost: { minor: number } }[] = data.lines.filter((line: { sku: string }) => line.sku === of);
      const level = before.get(`stock-level|${of}|`);
      const exact = (level.valueMinor * plus(...lines.map((line) => line.quantity))) / level.onHand;
      expect(Math.abs(lines.reduce((sum, line) => sum + line.cost.minor, 0) - exact)).toBeLessThanOrEqual(0.5001);
    }
  }
}

/** A correction is worth the moving average of that very moment, or the cost that was given. */
// biome-ignore lint/suspicious/noExplicitAny: facts of several kinds
function correctionsAreAverages(before: ReadonlyMap<string, any>, told: readonly Fact<string, any>[]) {
  for (const { data } of told.filter(({ name }) => name === "StockAdjusted")) {
    const level = before.get(`stock-level|${data.sku}|`);
    const candidates = [(level.valueMinor * data.quantity) / (level.onHand || 1), GIVEN_COST * data.quantity];
    expect(Math.min(...candidates.map((exact) => Math.abs(exact - data.value.minor)))).toBeLessThanOrEqual(0.5001);
  }
}

/** Receipts and adjustments less cost of shipments, as finance books them. */
// biome-ignore lint/suspicious/noExplicitAny: facts of several kinds
function bookedValue(facts: readonly Fact<string, any>[], of: string): number {
  return facts.reduce((sum, { name, data }) => {
    if (name === "StockAdjusted") return data.sku === of ? sum + data.value.minor : sum;
    // biome-ignore lint/suspicious/noExplicitAny: lines of several kinds
    const lines = (data.lines as any[]).filter((line) => line.sku === of);
    if (name === "GoodsReceived") return lines.reduce((total, line) => total + line.value.minor, sum);
    return name === "ShipmentDispatched" ? lines.reduce((total, line) => total - line.cost.minor, sum) : sum;
  }, 0);
}

/** A cancelled order is released once, for exactly what of it never left. */
function saidTheLastWord(model: Model, orderId: string) {
  const words = model.facts.filter((fact) => fact.name === "StockReleased" && fact.subject === orderId);
  const unshipped = model
    .all(Reservations)
    .filter((part) => part.orderId === orderId)
    .flatMap((part) => part.lines)
    .map((line) => [line.lineNo, minus(line.ordered, line.shipped)] as const)
    .filter(([, left]) => left > 0)
    .sort(([a], [b]) => a - b);
  expect(words.map(({ data }) => data.lines.map((line: { lineNo: number; unshipped: number }) => [line.lineNo, line.unshipped]))).toEqual([unshipped]);
}

interface Plan {
  readonly orders: readonly {
    readonly day: number;
    readonly lines: readonly { readonly sku: string; readonly quantity: number; readonly service: boolean }[];
  }[];
}
const orderFacts = ({ orders: all }: Plan, n: number) => {
  const { day, lines } = all[n] ?? { day: 1, lines: [] };
  return {
    orderId: idOf(900_000 + n),
    promisedOn: `2026-12-0${day}`,
    lines: lines.map(({ service, ...line }) => ({ ...line, kind: service ? ("service" as const) : ("goods" as const) })),
  };
};

function task(model: Model, plan: Plan, each: typeof wish extends fc.Arbitrary<infer T> ? T : never): () => Promise<unknown> {
  if (each.do === "receive")
    return () => model.run(receiveGoods, { lines: each.lines.map(({ cost, ...line }) => ({ ...line, unitCost: { minor: cost, currency: "EUR" } })) });
  if (each.do === "adjust") {
    const what = each.count ? { countedQuantity: Math.abs(each.by) } : { quantity: each.by };
    const price = each.priced && (each.count || each.by > 0) ? { unitCost: { minor: GIVEN_COST, currency: "EUR" } } : {};
    return () => model.run(adjustStock, { sku: each.sku, reason: "count", ...what, ...price });
  }
  const of = orderFacts(plan, each.order);
  if (each.do === "place") return () => model.run(reserveStock, placed(of));
  if (each.do === "cancel") return () => model.run(releaseStock, cancelled(of));
  // An order that has something to ship, so that most shipments leave; any order where none has.
  const ready = model.all(Reservations).filter((part) => part.state === "open" && part.lines.some((line) => line.reserved > 0));
  const { orderId } = ready[each.order % ready.length] ?? of;
  return () => model.run(dispatchShipment, { orderId, ...(each.part ? { lines: [{ lineNo: 1, quantity: 0.3 }] } : {}) });
}

/** Delivers what was told since, each fact once or twice, in any order, until nothing more is told. */
async function settle(model: Model, heard: number, random: () => number) {
  for (let from = heard; from < model.facts.length; ) {
    const deliveries = deliveriesOf(model, from, random);
    from = model.facts.length;
    await model.interleave(deliveries);
  }
}
const deliveriesOf = (model: Model, from: number, random: () => number) =>
  model.facts
    .slice(from)
    .flatMap((fact) =>
      (reactions[fact.name] ?? []).flatMap((to) => (random() < 0.3 ? [to, to] : [to]).map((each) => () => model.run(each as never, fact.data))),
    );

it("stock, value and claims agree after any interleaving, with duplicates, crashes and any order", async () => {
  const seen = { crashed: 0, large: 0, overtaken: 0, shipped: 0, given: 0, released: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(wish, { minLength: 6, maxLength: 16, size: "max" }), { minLength: 2, maxLength: 5, size: "max" }),
      orders,
      fc.integer(),
      fc.constantFrom(0, 0.05),
      async (rounds, all, seed, crashes) => {
        const random = chance(seed);
        const model = new Model(random, crashes);
        model.check = (before, told) => {
          holdsAlways(model);
          costsAreAverages(before, told);
          correctionsAreAverages(before, told);
          // Half of the facts are heard while everything else goes on, and all of them (again) later.
          for (const fact of told) if (random() < 0.5) for (const to of reactions[fact.name] ?? []) model.start(() => model.run(to as never, fact.data));
        };
        const plan = { orders: all };
        const wishes = rounds.flat();
        const openings = SKUS.slice(0, 1).map((each) => () => model.run(openLevel, listed(each), { subjectVersion: 1 }));
        let heard = 0;
        await model.interleave(openings);
        for (const round of rounds) {
          const deliveries = deliveriesOf(model, heard, random);
          heard = model.facts.length;
          await model.interleave([...deliveries, ...round.map((each) => task(model, plan, each))]);
        }
        await settle(model, heard, random);
        for (const level of model.all(StockLevels))
          expect(level.available > 0 && level.backOrdered > 0, `${level.sku}: goods lie free while somebody waits`).toBe(false);
        const ended = wishes.flatMap((each) => (each.do === "cancel" ? [orderFacts(plan, each.order).orderId] : []));
        for (const orderId of new Set(ended)) saidTheLastWord(model, orderId);
        await replayChangesNothing(model, plan, wishes);
        seen.crashed += model.crashed;
        seen.overtaken += model.overtaken;
        seen.large += model.all(Reservations).filter((part) => part.part === 2).length;
        for (const { name, data } of model.facts) {
          if (name === "ShipmentDispatched") seen.shipped += 1;
          if (name === "StockReserved" && data.cause === "back-order") seen.given += 1;
          if (name === "StockReleased") seen.released += 1;
        }
      },
    ),
    { numRuns: 250 },
  );
  for (const [what, times] of Object.entries(seen)) expect(times, `no run had anything ${what}`).toBeGreaterThan(0);
}, 60_000);

it("no order waits beside goods that became free while it looked", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 9 }), fc.boolean(), async (seed, wanted, cancels) => {
      const model = new Model(chance(seed));
      const [first, second] = [1, 2].map((n) => ({ orderId: idOf(900_000 + n), lines: [{ sku: "A", quantity: wanted + n }] }));
      if (first === undefined || second === undefined) throw new Error("two orders");
      const goods = { lines: [{ sku: "A", quantity: 5, unitCost: { minor: 100, currency: "EUR" } }] };
      await model.interleave([() => model.run(openLevel, listed("A"), { subjectVersion: 1 })]);
      await model.interleave([() => model.run(receiveGoods, goods)]);
      await model.interleave([() => model.run(reserveStock, placed(first))]);
      // Every fact is heard at once and only once: nothing comes later to put right what a race left behind.
      model.check = (_, told) => {
        for (const fact of told) for (const to of reactions[fact.name] ?? []) model.start(() => model.run(to as never, fact.data));
      };
      await model.interleave([
        () => model.run(reserveStock, placed(second)),
        () => (cancels ? model.run(releaseStock, cancelled(first)) : model.run(receiveGoods, goods)),
      ]);
      holdsAlways(model);
      const level = model.one(StockLevels, "A");
      expect(level !== undefined && level.available > 0 && level.backOrdered > 0).toBe(false);
    }),
    { numRuns: 500 },
  );
});

async function replayChangesNothing(model: Model, plan: Plan, wishes: readonly { do: string; order?: number }[]) {
  const before = JSON.stringify([...model.items]);
  const told = model.facts.length;
  const again: (() => Promise<unknown>)[] = wishes.flatMap((each) => {
    const of = orderFacts(plan, each.order ?? 0);
    if (each.do === "place") return [() => model.run(reserveStock, placed(of))];
    return each.do === "cancel" ? [() => model.run(releaseStock, cancelled(of))] : [];
  });
  for (const fact of model.facts) for (const to of reactions[fact.name] ?? []) again.push(() => model.run(to as never, fact.data));
  await model.interleave(again);
  expect(JSON.stringify([...model.items])).toBe(before);
  expect(model.facts).toHaveLength(told);
}
