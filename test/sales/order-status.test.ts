import { describe, expect, test } from "vitest";
import type { LineProgress, Progress } from "../../domain/sales/order.table.ts";
import { billingOf, fulfilmentOf, paymentOf, statusOf } from "../../domain/sales/order-status.ts";
import { eur } from "./sale.ts";

const progress = (lines: LineProgress[], more: Partial<Progress> = {}): Progress => ({
  orderId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" as never,
  version: 1,
  customerId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" as never,
  company: "MAIN",
  net: eur(1000),
  placedAt: "2026-11-23T09:30:00.000Z",
  promisedOn: "2026-11-30",
  lines,
  ...more,
});
const cancelled = { cancelledAt: "2026-11-24T09:30:00.000Z" };
const settled = { ...cancelled, settled: true as const };
const billed = { invoicedNet: 1000, invoiced: 1190 };
const done = { ...billed, paid: 1190 };
const service: LineProgress = { ordered: 1, service: true };

test.each<[string, string, Progress]>([
  ["nothing heard", "placed", progress([{ ordered: 2 }])],
  ["short of everything", "back-ordered", progress([{ ordered: 2, missing: 2 }])],
  [
    "short in part",
    "back-ordered",
    progress([
      { ordered: 2, reserved: 1, missing: 1 },
      { ordered: 1, reserved: 1 },
    ]),
  ],
  ["back-order served", "reserved", progress([{ ordered: 2, reserved: 2, missing: 1 }, service])],
  ["one of two heard", "placed", progress([{ ordered: 2, reserved: 2 }, { ordered: 1 }])],
  ["some left", "partly-shipped", progress([{ ordered: 2, reserved: 2, shipped: 1 }])],
  ["all left", "shipped", progress([{ ordered: 2, reserved: 2, shipped: 2 }, service])],
  ["all left, reservation not heard", "shipped", progress([{ ordered: 2, shipped: 2 }])],
  ["left and billed", "shipped", progress([{ ordered: 2, shipped: 2 }], billed)],
  ["left, billed, paid", "completed", progress([{ ordered: 2, shipped: 2 }, service], done)],
  ["paid before it left", "reserved", progress([{ ordered: 2, reserved: 2 }], done)],
  ["a service, paid", "completed", progress([service], done)],
  ["a gift that left", "completed", progress([{ ordered: 2, shipped: 2 }], { net: eur(0) })],
  ["cancelled, inventory silent", "cancelling", progress([{ ordered: 2, shipped: 1 }], cancelled)],
  ["cancelled, nothing left", "cancelled", progress([{ ordered: 2, released: 1, unshipped: 2 }], settled)],
  ["cancelled, some left", "partly-cancelled", progress([{ ordered: 2, shipped: 1, unshipped: 1 }], settled)],
  ["cancelled after all left", "shipped", progress([{ ordered: 2, shipped: 2 }], settled)],
  ["cancelled after all left and was paid", "completed", progress([{ ordered: 2, shipped: 2 }], { ...settled, ...done })],
  ["a service cancelled", "cancelled", progress([{ ...service, unshipped: 1 }], settled)],
])("%s: %s", (_, status, given) => expect(statusOf(given)).toBe(status));

describe("beside the status", () => {
  test("fulfilment looks at goods that are still wanted", () => {
    expect(fulfilmentOf(progress([service]))).toBe("not-needed");
    expect(fulfilmentOf(progress([{ ordered: 2, reserved: 1 }]))).toBe("partly-reserved");
    expect(fulfilmentOf(progress([{ ordered: 2, reserved: 2, shipped: 1, released: 1, unshipped: 1 }], settled))).toBe("shipped");
    expect(fulfilmentOf(progress([{ ordered: 2, reserved: 2, released: 2, unshipped: 2 }], settled))).toBe("none");
  });
  test("billing compares before tax", () => {
    const of = (more: Partial<Progress>) => billingOf(progress([service], more));
    expect([of({}), of({ invoicedNet: 999, invoiced: 1189 }), of(billed)]).toEqual(["none", "partly", "invoiced"]);
    // Three shipments of a line that does not divide: each invoice rounds by itself, and one cent is nobody's.
    expect([of({ invoices: 3, invoicedNet: 999, invoiced: 1189 }), of({ invoices: 3, invoicedNet: 990, invoiced: 1180 })]).toEqual(["invoiced", "partly"]);
    expect([of({ ...billed, credited: 1 }), of({ ...billed, credited: 1190 }), of({ net: eur(0) })]).toEqual(["partly-credited", "credited", "not-needed"]);
  });
  test("payment is of what was invoiced so far, less what was credited", () => {
    const of = (more: Partial<Progress>) => paymentOf(progress([service], more));
    expect([of(billed), of({ ...billed, paid: 1189 }), of({ ...billed, paid: 1190 })]).toEqual(["none", "partly", "paid"]);
    expect(of({ ...billed, paid: 190, credited: 1000, applied: 1000 })).toBe("paid");
    expect(of({ ...billed, credited: 1190, applied: 1190 })).toBe("none");
  });
});
