import fc from "fast-check";
import { expect, test } from "vitest";
import { minus, plus } from "../../domain/kernel/quantity.ts";
import { hear } from "../../domain/sales/timeline.ts";
import { type Step, advance, follow } from "../../domain/sales/order-progress.ts";
import { OrderStatus, billingOf, fulfilmentOf, owedOf, paymentOf, standingOf, statusOf } from "../../domain/sales/order-status.ts";
import type { Progress } from "../../domain/sales/order.table.ts";
import { InvoiceIssued } from "../../events/finance/invoice-issued.ts";
import { eur } from "./sale.ts";

const heard = { id: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B", occurredAt: "2026-11-23T09:30:00.000Z" } as never;
const noted = hear(InvoiceIssued, heard, { customerId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" as never, title: "Invoice issued" });

/** The progress after the change that a step asks of the table. */
function added(progress: Progress, step: Step): Progress {
  const decision = follow(noted, new Map([[progress.orderId, step]]));
  const change = decision.changes.find((each) => each.change === "adjust");
  if (change === undefined) throw new Error("nothing is asked");
  const sums = (to: object, by: Readonly<Record<string, number | undefined>>) =>
    Object.fromEntries(Object.entries(by).flatMap(([field, more = 0]) => (more === 0 ? [] : [[field, plus(Reflect.get(to, field) ?? 0, more)]])));
  const lines = progress.lines.map((line, at) =>
    change.within.filter((each) => each.at === at).reduce((now, { add }) => ({ ...now, ...sums(now, add) }), line),
  );
  const raised = change.raise.includes("settled") ? { settled: true as const } : {};
  return { ...progress, ...sums(progress, change.add), ...raised, version: progress.version + 1, lines };
}

const millionth = (quantity: number) => Math.round(quantity * 1e6) / 1e6;

/** One line's life as inventory may tell it: reserved in portions, shipped from what was reserved, the rest released or left waiting. */
const life = fc
  .record({
    ordered: fc.integer({ min: 1, max: 4_000_000 }),
    service: fc.boolean(),
    portions: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
    shipments: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
  })
  .map(({ ordered: steps, service, portions, shipments }) => {
    const ordered = millionth(steps * 0.000_25);
    if (service) return { ordered, service, reserved: [], shipped: [], missing: 0 };
    const take = (shares: number[], limit: number) => {
      let left = limit;
      return shares.flatMap((share) => {
        const portion = millionth(left * share);
        left = minus(left, portion);
        return portion > 0 ? [portion] : [];
      });
    };
    const reserved = take(portions, ordered);
    return { ordered, service, reserved, shipped: take(shipments, plus(...reserved)), missing: minus(ordered, reserved[0] ?? 0) };
  });

/** An order's whole history as facts, and the order in which they happen to arrive. */
const history = fc
  .record({
    lines: fc.array(life, { minLength: 1, maxLength: 5 }),
    cancelled: fc.boolean(),
    invoices: fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 4 }),
    paid: fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 4 }),
    credits: fc.array(fc.integer({ min: 1, max: 50_000 }), { maxLength: 2 }),
  })
  .chain(({ lines, cancelled, invoices, paid, credits }) => {
    const steps: Step[] = lines.flatMap(({ reserved, shipped, missing }, index): Step[] => [
      ...reserved.map((portion) => ({ lines: [{ lineNo: index + 1, reserved: portion }] })),
      ...(missing > 0 ? [{ lines: [{ lineNo: index + 1, missing }] }] : []),
      ...shipped.map((portion) => ({ lines: [{ lineNo: index + 1, shipped: portion }] })),
    ]);
    if (cancelled)
      steps.push({
        settled: true,
        lines: lines.map((line, index) => ({
          lineNo: index + 1,
          unshipped: minus(line.ordered, ...line.shipped),
          released: minus(plus(...line.reserved), ...line.shipped),
        })),
      });
    steps.push(...invoices.map((net) => ({ amounts: { invoicedNet: net, invoiced: net + Math.round(net * 0.19) } })));
    steps.push(
      ...paid.map((minor) => ({ amounts: { paid: minor } })),
      ...credits.map((minor) => ({ amounts: { credited: minor, applied: Math.floor(minor / 2) } })),
    );
    const begun: Progress = {
      orderId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" as never,
      version: 1,
      customerId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" as never,
      company: "MAIN",
      net: eur(200_000),
      placedAt: "2026-11-23T09:30:00.000Z",
      promisedOn: "2026-11-30",
      ...(cancelled ? { cancelledAt: "2026-11-24T09:30:00.000Z" } : {}),
      lines: lines.map(({ ordered, service }) => (service ? { ordered, service } : { ordered })),
    };
    const arrivals = fc.tuple(fc.shuffledSubarray(steps, { minLength: steps.length }), fc.shuffledSubarray(steps, { minLength: steps.length }));
    return fc.record({ begun: fc.constant(begun), steps: fc.constant(steps), arrivals });
  });

const play = (begun: Progress, steps: readonly Step[]) => steps.reduce(added, begun);
const seen = (progress: Progress) => ({
  ...progress,
  lines: progress.lines.map((line) => standingOf(line, progress)),
  status: statusOf(progress),
  fulfilment: fulfilmentOf(progress),
  billing: billingOf(progress),
  payment: paymentOf(progress),
  owed: owedOf(progress),
});

test("any order of the same facts comes to the same progress and the same status", () => {
  fc.assert(
    fc.property(history, ({ begun, arrivals: [one, other] }) => {
      expect(play(begun, one)).toEqual(play(begun, other));
      expect(seen(play(begun, one))).toEqual(seen(play(begun, other)));
    }),
    { numRuns: 500 },
  );
});

test("whether a step is added where the order stands or to what was read, it comes to the same", () => {
  fc.assert(
    fc.property(history, ({ begun, arrivals: [steps] }) => {
      // A sum of 0 and one that is not there are the same.
      const present = (progress: Progress): unknown => JSON.parse(JSON.stringify(progress, (_, value) => (value === 0 ? undefined : value)));
      expect(present(steps.reduce(advance, begun))).toEqual(present(play(begun, steps)));
    }),
    { numRuns: 500 },
  );
});

test("at every moment, whatever is still on its way, a line never shows more than was ordered", () => {
  fc.assert(
    fc.property(history, ({ begun, arrivals: [steps] }) => {
      let progress = begun;
      for (const step of [{}, ...steps]) {
        progress = added(progress, step);
        for (const line of progress.lines) {
          const { reserved, backOrdered, shipped, cancelled } = standingOf(line, progress);
          for (const quantity of [reserved, backOrdered, shipped, cancelled]) expect(quantity).toBeGreaterThanOrEqual(0);
          expect(plus(reserved, backOrdered, shipped, cancelled)).toBeLessThanOrEqual(line.ordered);
        }
        expect(OrderStatus.safeParse(statusOf(progress)).success).toBe(true);
        expect(owedOf(progress)).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 500 },
  );
});

test("when all is heard of a cancelled order, nothing is open: every unit was shipped or cancelled", () => {
  fc.assert(
    fc.property(history, ({ begun, arrivals: [steps] }) => {
      fc.pre(begun.cancelledAt !== undefined);
      const progress = play(begun, steps);
      for (const line of progress.lines) {
        const { reserved, backOrdered, shipped, cancelled } = standingOf(line, progress);
        expect([reserved, backOrdered, plus(shipped, cancelled)]).toEqual([0, 0, line.ordered]);
      }
      expect(["cancelled", "partly-cancelled", "shipped", "completed"]).toContain(statusOf(progress));
    }),
  );
});

test("one fact has one place on the timeline, and its entry is what makes a replay stop", () => {
  const about = { customerId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" as never, title: "x" };
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (id, other) => {
      const metadata = (factId: string) => ({
        id: factId,
        tenant: "acme",
        version: 1,
        occurredAt: "2026-11-23T09:30:00.000Z",
        actor: "weft:x",
        correlationId: "c",
        causationId: "d",
        causationDepth: 1,
        subject: "s",
      });
      const place = (factId: string) => {
        const entry = hear(InvoiceIssued, metadata(factId), about);
        expect(entry.otherwise).toBe("already-done");
        return entry.to.sort?.(entry.doc);
      };
      expect(place(id)).toBe(place(id));
      expect(place(id) === place(other)).toBe(id === other);
    }),
  );
});
