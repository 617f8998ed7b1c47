import { ulid } from "ulid";
import { afterEach, expect, it } from "vitest";
import { placed } from "../inventory/facts.ts";
import { anOrder, warehouse } from "../inventory/warehouse.ts";
import { fired, setFaults, type ToldFact } from "../kit/table.ts";
import { chance } from "../kit/world.ts";

afterEach(() => setFaults(undefined));

it("two hundred buyers of twenty pieces, with conflicts and functions that die, get exactly twenty, and never more is set aside than there is", async () => {
  const bells = await warehouse();
  await bells.stock("BELL", 20);
  const { tenant, deliver, level, facts, count } = bells;
  const random = chance(22);
  const before = { ...fired };
  setFaults({ random, conflict: 0.2, lost: 0.1 });
  const left = Array.from({ length: 200 }, (): ToldFact => {
    const [order, id] = [anOrder([["BELL", 1]]), ulid()];
    const metadata = { id, tenant, version: 1, occurredAt: "2026-11-23T09:00:00.000Z", actor: "user:ada", correlationId: id, causationId: id };
    return { context: "sales", name: "OrderPlaced", metadata: { ...metadata, causationDepth: 1, subject: order.orderId }, data: placed(order) };
  });
  const buyer = async () => {
    for (let fact = left.shift(); fact !== undefined; fact = left.shift()) {
      if ((await deliver(fact)).length > 0) left.push(fact);
      if (left.length % 4 > 0) continue;
      const { reserved, onHand, available } = await level("BELL");
      expect(reserved).toBeLessThanOrEqual(onHand);
      expect([onHand, reserved + available]).toEqual([20, 20]);
    }
  };
  await Promise.all(Array.from({ length: 8 }, buyer));
  setFaults(undefined);
  expect(fired.conflict - before.conflict).toBeGreaterThan(20);
  expect(fired.lost - before.lost).toBeGreaterThan(10);
  expect([count("StockReserved"), count("StockFellShort")]).toEqual([20, 180]);
  expect(new Set([...facts("StockReserved"), ...facts("StockFellShort")].map(({ data }) => data.orderId)).size).toBe(200);
  expect(await level("BELL")).toMatchObject({ onHand: 20, reserved: 20, available: 0, backOrdered: 180 });
}, 60_000);
