import { afterEach, expect, it } from "vitest";
import { expectSound, shop } from "../kit/shop.ts";
import type { World } from "../kit/world.ts";

const MINUTE = 60_000;
const RealDate = Date;
afterEach(() => {
  globalThis.Date = RealDate;
});

/** Everybody in this process sees the time this much later. */
function setClock(byMs: number): void {
  globalThis.Date = class extends RealDate {
    constructor(...given: []) {
      if (given.length === 0) super(RealDate.now() + byMs);
      else super(...given);
    }
    static override now = () => RealDate.now() + byMs;
  } as DateConstructor;
}

/** Each function's own clock is five minutes slow, right or five minutes fast, and stays so; `begin` says what time it really is. */
function clocks(seed: number) {
  let ahead = 0;
  const skew = new Map<string, number>();
  return {
    begin(at: number) {
      ahead = at - RealDate.now();
      setClock(ahead);
    },
    async around<Answer>(name: string, run: () => Promise<Answer>): Promise<Answer> {
      if (!skew.has(name)) skew.set(name, ((skew.size + seed) % 3) * 5 - 5);
      setClock(ahead + skew.get(name)! * MINUTE);
      try {
        return await run();
      } finally {
        setClock(ahead);
      }
    },
  };
}

const days = (from: string, to: string) => (RealDate.parse(to) - RealDate.parse(from)) / 86_400_000;
async function receivable(erp: World, asOf: string) {
  const answer = await erp.must("finance/show-receivables", { query: { asOf } });
  return answer.totals.reduce((sum: number, { total }: { total: { minor: number } }) => sum + total.minor, 0);
}
const owedInBooks = async (erp: World, period: string) => {
  const { accounts, totals } = await erp.must("finance/show-trial-balance", { query: { period } });
  for (const { debit, credit } of totals) expect(debit).toEqual(credit);
  return accounts.find(({ account }: { account: string }) => account === "1100")?.closing.minor ?? 0;
};

it.each([0, 1, 2])("functions whose clocks are five minutes slow and fast at the end of a month come to the same books and stock (clocks %i)", async (seed) => {
  const { begin, around } = clocks(seed);
  begin(RealDate.UTC(2026, 11, 1) - 2 * MINUTE);
  const { erp, order, ship, pay, cancel, receive, show, level } = await shop(
    [
      { sku: "A", onHand: 6 },
      { sku: "B", price: 777, onHand: 2 },
    ],
    { around, shuffle: true, duplicates: 0.3, seed: seed + 1 },
  );
  const first = await order([
    { sku: "A", quantity: 4 },
    { sku: "B", quantity: 3 },
  ]);
  const second = await order([{ sku: "A", quantity: 2 }], { invoicing: "on-shipment" });
  const third = await order([{ sku: "B", quantity: 1 }]);
  await erp.must("catalog/revise-product", { path: { sku: "A" }, body: { name: "Newer" } });
  await erp.must("catalog/revise-product", { path: { sku: "A" }, body: { name: "Newest" } });
  await erp.settle();
  await ship(second);
  await cancel(third);
  await receive("B", 4, 3_333);
  await erp.settle();
  await ship(first);
  await erp.settle();
  for (const { data } of erp.facts("InvoiceIssued")) if (data.orderId !== third) await pay(data.invoiceId, data.total.minor);
  await erp.settle();

  expect(new Set(erp.facts().map(({ metadata }) => metadata.occurredAt.slice(0, 7)))).toEqual(new Set(["2026-11", "2026-12"]));
  expect([(await show(first)).status, (await show(second)).status, (await show(third)).status]).toEqual(["completed", "completed", "cancelled"]);
  expect(await level("A")).toMatchObject({ name: "Newest", onHand: 0, reserved: 0 });
  expect(await level("B")).toMatchObject({ onHand: 3, reserved: 0 });
  for (const invoice of await erp.must("finance/list-invoices", { query: { customerId: (await show(first)).customerId } })) {
    expect(days(invoice.issuedOn, invoice.dueOn)).toBe(30);
    if (invoice.settledOn !== undefined) expect(days(invoice.issuedOn, invoice.settledOn)).toBeGreaterThanOrEqual(0);
  }
  // At the end of either month what customers owe and what the books say they owe are one figure.
  expect(await receivable(erp, "2026-11-30")).toBe(await owedInBooks(erp, "2026-11"));
  begin(RealDate.UTC(2026, 11, 2));
  expect(await receivable(erp, "2026-12-01")).toBe(await owedInBooks(erp, "2026-12"));
  await expectSound(erp);
});
