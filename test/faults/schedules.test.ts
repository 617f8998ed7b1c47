import { afterEach, expect, it } from "vitest";
import { shop } from "../kit/shop.ts";
import { fired, setFaults } from "../kit/table.ts";
import { chance } from "../kit/world.ts";

afterEach(() => setFaults(undefined));

const NIGHT = "2026-11-24T01:15:00Z";
const report = (erp: { run(name: string, time: string): Promise<void> }, time: string) => erp.run("finance/report-receivables", time);

async function billed() {
  const { erp, order } = await shop([{ sku: "S", kind: "service", price: 10_000 }]);
  await order([{ sku: "S", quantity: 1 }]);
  await erp.settle();
  return erp;
}

it("a night's run that fires three times at once, in conflict and with functions that die, reports once", async () => {
  const erp = await billed();
  const before = { ...fired };
  setFaults({ random: chance(26), conflict: 0.3, lost: 0.3 });
  // A run that fails is tried again, as AWS does.
  const until = async () => {
    for (let tries = 0; tries < 30; tries += 1)
      try {
        return await report(erp, NIGHT);
      } catch (error) {
        expect(String(error)).toMatch(/failed for \d+ tenants/);
      }
    throw new Error("it never succeeds");
  };
  await Promise.all([until(), until(), until()]);
  setFaults(undefined);
  expect(fired.conflict + fired.lost).toBeGreaterThan(before.conflict + before.lost);
  await report(erp, NIGHT);
  expect(erp.facts("ReceivablesReported").map(({ data }) => data.asOf)).toEqual(["2026-11-24"]);
});

it("a night that was skipped is no hindrance to the next, and is made good when its timer comes late", async () => {
  const erp = await billed();
  await report(erp, "2026-11-25T01:15:00Z");
  await report(erp, "2026-11-27T01:15:00Z");
  await report(erp, "2026-11-26T01:15:00Z");
  await report(erp, "2026-11-26T01:15:00Z");
  expect(erp.facts("ReceivablesReported").map(({ data }) => data.asOf)).toEqual(["2026-11-25", "2026-11-27", "2026-11-26"]);
});
