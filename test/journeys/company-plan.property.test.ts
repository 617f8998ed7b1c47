import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../examples/company/calendar.ts";
import type { Order } from "../../examples/company/demand.ts";
import { inOrder } from "../../examples/company/in-order.ts";
import { type Action, type Company, planCompany } from "../../examples/company/plan.ts";

const seeds = fc.record({ seed: fc.nat(1_000_000), orders: fc.integer({ min: 1, max: 120 }), back: fc.nat(800) });
const companies = seeds.map(({ seed, orders, back }) => ({ seed, orders, lastDay: addDays("2026-11-23", -back) }));
const few = { numRuns: 25 };
const only = <Kind extends Action["kind"]>({ steps }: Company, kind: Kind) =>
  steps.flatMap(({ action }) => (action.kind === kind ? [action as Extract<Action, { kind: Kind }>] : []));
const ordersOf = (company: Company) => only(company, "order").map(({ order }) => order);

describe("the company's plan", () => {
  it("is the same out of the same seed and last day, and another out of another", () => {
    fc.assert(
      fc.property(companies, (wish) => {
        const told = (of: typeof wish) => JSON.stringify(planCompany(of).steps);
        expect(told(wish)).toBe(told(wish));
        expect(told(wish)).not.toBe(told({ ...wish, seed: wish.seed + 1 }));
      }),
      few,
    );
  });

  it("goes day by day from two years ago to the last day, and no document is older than the one it follows from", () => {
    fc.assert(
      fc.property(companies, (wish) => {
        const company = planCompany(wish);
        const days = company.steps.map(({ action }) => action.on);
        expect(days).toEqual(days.toSorted());
        expect(days[0] ?? "" >= addDays(wish.lastDay, -730)).toBeTruthy();
        expect(days.filter((day) => day > wish.lastDay)).toEqual([]);
        for (const { placedOn, deal } of ordersOf(company)) expect(deal === undefined || deal.openedOn <= placedOn).toBe(true);
        for (const { deal } of only(company, "lose")) expect(deal.openedOn <= (deal.lost?.on ?? "")).toBe(true);
        for (const { shipment } of only(company, "shipment")) expect(shipment.on > shipment.order.placedOn).toBe(true);
        for (const { cancellation } of only(company, "cancel")) expect(cancellation.on > cancellation.order.placedOn).toBe(true);
        for (const { payment } of only(company, "payment")) expect(payment.on >= (payment.shipment?.on ?? payment.order.placedOn)).toBe(true);
      }),
      few,
    );
  });

  it("waits for earlier steps alone: a deal before its order, an order before what becomes of it, keys told once", () => {
    fc.assert(
      fc.property(companies, (wish) => {
        const { steps } = planCompany(wish);
        expect(new Set(steps.map(({ action }) => action.key)).size).toBe(steps.length);
        const at = new Map(steps.map(({ action }, place) => [action.key, place]));
        for (const [place, { action, after }] of steps.entries()) {
          expect(after.every((cause) => cause < place)).toBe(true);
          const cause = causeOf(action);
          if (cause !== undefined) expect(after).toContain(at.get(cause));
        }
      }),
      few,
    );
  });

  it("ships what is ordered and there, never more, and nothing after a cancel", () => {
    fc.assert(
      fc.property(companies, (wish) => {
        const { steps } = planCompany(wish);
        const onHand = new Map<string, number>();
        const move = (sku: string, by: number) => onHand.set(sku, (onHand.get(sku) ?? 0) + by);
        const left = new Map<Order, Map<number, number>>();
        for (const { action } of steps) {
          if (action.kind === "receipt") for (const { sku, quantity } of action.receipt.lines) move(sku, quantity);
          if (action.kind === "loss") move(action.loss.sku, -action.loss.quantity);
          if (action.kind === "order") left.set(action.order, new Map(action.order.lines.map(({ lineNo, quantity }) => [lineNo, quantity])));
          if (action.kind === "cancel") left.delete(action.cancellation.order);
          if (action.kind === "shipment")
            for (const { lineNo, quantity } of action.shipment.lines) {
              const { order } = action.shipment;
              const open = left.get(order)?.get(lineNo) ?? 0;
              expect(quantity).toBeLessThanOrEqual(open);
              left.get(order)?.set(lineNo, open - quantity);
              const product = order.lines.find((line) => line.lineNo === lineNo)?.product;
              expect(product?.kind).toBe("goods");
              move(product?.sku ?? "", -quantity);
            }
          expect([...onHand.values()].every((quantity) => quantity >= 0)).toBe(true);
        }
      }),
      few,
    );
  });

  it("pays each invoice once at most, in one or two parts, and nobody is paid for what was never shipped but in advance", () => {
    fc.assert(
      fc.property(companies, (wish) => {
        const company = planCompany(wish);
        const shipped = new Set(only(company, "shipment").map(({ shipment }) => shipment.order));
        const byInvoice = Map.groupBy(
          only(company, "payment").map(({ payment }) => payment),
          ({ order, shipment }) => `${order.no}/${shipment?.part}`,
        );
        for (const payments of byInvoice.values()) {
          const amounts = payments.map(({ amount }) => (typeof amount === "string" ? amount : "over"));
          expect(["all", "over", "what-is-left", "first-half", "first-half,second-half"]).toContain(amounts.join());
          const [{ order } = { order: undefined }] = payments;
          const services = order?.lines.every(({ product }) => product.kind === "service");
          if (order !== undefined && order.customer.payer !== "prepays" && services === false) expect(shipped.has(order)).toBe(true);
        }
      }),
      few,
    );
  });

  it("of the usual size has orders in every state, shortages, late payers, every reason to lose, and more revenue in the second year", () => {
    const company = planCompany({ seed: 7, lastDay: "2026-11-23", orders: 500 });
    const states = ["placed", "back-ordered", "reserved", "partly-shipped", "shipped", "completed", "partly-cancelled", "cancelled"];
    expect([...new Set(company.statuses.values())].toSorted()).toEqual(states.toSorted());
    expect(company.statuses.size).toBe(500);
    expect(only(company, "order").filter(({ shortOf }) => shortOf.length > 0).length).toBeGreaterThan(30);
    expect(new Set(only(company, "lose").map(({ deal }) => deal.lost?.reason)).size).toBe(6);
    expect(new Set(company.customers.map(({ payer }) => payer)).size).toBe(7);
    expect(new Set(company.customers.map(({ name }) => name)).size).toBe(company.customers.length);
    expect(company.customers.every(({ email }) => /^[a-z@.-]+\.example$/.test(email))).toBe(true);
    const worth = (from: string, to: string) =>
      ordersOf(company)
        .filter(({ placedOn }) => placedOn > from && placedOn <= to)
        .flatMap(({ lines }) => lines)
        .reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
    expect(worth("2025-11-23", "2026-11-23")).toBeGreaterThan(worth("2024-11-23", "2025-11-23"));
  });
});

/** The key of what this cannot be without. */
function causeOf(action: Action): string | undefined {
  switch (action.kind) {
    case "lose":
      return `deal-${action.deal.no}`;
    case "order":
      return action.order.deal === undefined ? undefined : `deal-${action.order.deal.no}`;
    case "shipment":
      return `order-${action.shipment.order.no}`;
    case "cancel":
      return `order-${action.cancellation.order.no}`;
    case "payment":
      return action.payment.shipment === undefined ? `order-${action.payment.order.no}` : `shipment-${action.payment.order.no}-${action.payment.shipment.part}`;
    default:
      return undefined;
  }
}

describe("steps in order", () => {
  it("begin when what they name has come about, as many at once as asked for", async () => {
    const steps = Array.from({ length: 40 }, (_, at) => ({ at, after: at % 4 === 0 ? [] : [at - 1] }));
    const done = new Set<number>();
    let [now, most] = [0, 0];
    await inOrder(steps, 5, async ({ at, after }) => {
      expect(after.every((cause) => done.has(cause))).toBe(true);
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      done.add(at);
    });
    expect([done.size, most]).toEqual([40, 5]);
  });

  it("end with the first that fails, and with those that can never begin", async () => {
    const begun: number[] = [];
    const failing = inOrder(
      [{ after: [] }, { after: [0] }].map((step, at) => ({ ...step, at })),
      2,
      async ({ at }) => {
        begun.push(at);
        throw new Error("no");
      },
    );
    await expect(failing).rejects.toThrow("no");
    expect(begun).toEqual([0]);
    await expect(inOrder([{ after: [1] }, { after: [0] }], 2, async () => {})).rejects.toThrow("wait for each other");
  });
});
