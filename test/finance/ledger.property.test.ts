import { GetCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { expect, it } from "vitest";
import { CustomerCredits } from "../../domain/finance/customer-credit.table.ts";
import { documentClient } from "../../functions/_runtime/clients.ts";
import { itemKey } from "../../functions/_runtime/keys.ts";
import { type AnOrder, anOrder, CUSTOMER, eur, newId, type Office, office } from "./office.ts";

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 9 }),
  minor: fc.integer({ min: 0, max: 50_000 }).map((n) => n / 100),
  taxCode: fc.constantFrom("S19", "S7", "S5.5", "Z"),
  kind: fc.constantFrom("goods" as const, "service" as const),
});
const wish = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  invoicing: fc.constantFrom("on-order" as const, "on-shipment" as const),
  ships: fc.integer({ min: 0, max: 2 }),
  cancels: fc.boolean(),
  payments: fc.array(fc.record({ minor: fc.integer({ min: 1, max: 60_000 }), fromCredit: fc.boolean() }), { maxLength: 3 }),
});
type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never;

async function creditOf(tenant: string): Promise<number> {
  const Key = itemKey(CustomerCredits as never, tenant, `MAIN#${CUSTOMER}`, "EUR");
  const { Item } = await documentClient().send(new GetCommand({ TableName: process.env["TABLE_NAME"], Key, ConsistentRead: true }));
  return Number(Item?.["minor"] ?? 0);
}

async function allInvoices(w: Office) {
  const found: { id: string; number: string; open: { minor: number } }[] = [];
  let cursor: string | undefined;
  do {
    const { data, next } = (await w.call("finance/list-invoices", { query: { customerId: CUSTOMER, limit: "7", ...(cursor === undefined ? {} : { cursor }) } }))
      .body;
    found.push(...data);
    cursor = next;
  } while (cursor !== undefined);
  return found;
}

/** An invoice shows every document that lowered what is owed on it. */
async function explained(w: Office, id: string) {
  const { total, open, payments, creditNotes } = await w.invoice(id);
  const lowered = [...payments.map((each: { amount: object }) => each.amount), ...creditNotes.map((each: { applied: object }) => each.applied)];
  expect(open.minor).toBe(lowered.reduce((left, { minor }) => left - minor, total.minor));
}

/** What holds at every moment in which nothing is under way. */
async function holds(w: Office) {
  const closing = await w.closing();
  const invoices = await allInvoices(w);
  expect(closing[1100] ?? 0).toBe(invoices.reduce((sum, each) => sum + each.open.minor, 0));
  for (const invoice of invoices) await explained(w, invoice.id);
  // Payments are of January, before any invoice: what is owed equals its account at every month's end all the same.
  for (const asOf of ["2025-12-31", "2026-01-31", "2026-10-31", "2026-11-30", "2099-12-31"]) {
    const { totals } = await w.must("finance/show-receivables", { query: { asOf } });
    expect(totals[0]?.total.minor ?? 0, asOf).toBe((await w.closing({ period: asOf.slice(0, 7) }))[1100] ?? 0);
  }
  const credit = await creditOf(w.tenant);
  expect(credit).toBeGreaterThanOrEqual(0);
  expect(closing[2200] ?? 0).toBe(credit === 0 ? 0 : -credit);
  for (const [name, prefix] of [
    ["InvoiceIssued", "MAIN-2026-"],
    ["CreditNoteIssued", "CN-MAIN-2026-"],
  ] as const) {
    const numbers = w.facts(name).map((fact) => fact.data.number as string);
    expect(numbers.sort()).toEqual(numbers.map((_, n) => prefix + String(n + 1).padStart(6, "0")));
  }
  return { closing, invoices, credit, facts: w.facts().length };
}

/** An order's facts in any order and all at once, as its shipments and its cancel would say them. */
function tasksOf(w: Office, order: AnOrder, { ships, cancels }: Wish): (() => Promise<unknown>)[] {
  const gone = order.lines.map((each) => (each.kind === "service" ? 0 : Math.min(ships, each.quantity)));
  const shipments = Array.from({ length: ships }, (_, n) =>
    order.lines.flatMap((each, at) => (each.kind !== "service" && each.quantity > n ? [[at + 1, 1] as const] : [])),
  );
  const unshipped = order.lines.map((each, at) => each.quantity - (gone[at] ?? 0));
  return [
    () => w.place(order),
    ...shipments.filter((lines) => lines.length > 0).map((lines) => () => w.ship(order, newId(), lines)),
    ...(cancels && unshipped.some((left) => left > 0) ? [() => w.release(order, unshipped)] : []),
  ];
}

it("the books balance and equal the documents after any interleaving, and a replay of everything changes nothing", async () => {
  const seen = { invoices: 0, notes: 0, cancels: 0, credit: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { minLength: 1, maxLength: 5 }), fc.infiniteStream(fc.nat()), async (wishes, random) => {
      const w = await office();
      const orders = wishes.map((each) => ({ each, order: anOrder(each.lines, { invoicing: each.invoicing }) }));
      const shuffled = orders.flatMap(({ each, order }) => tasksOf(w, order, each)).map((task) => ({ task, at: random.next().value ?? 0 }));
      shuffled.sort((a, b) => a.at - b.at);
      const half = Math.floor(shuffled.length / 2);
      await Promise.all(shuffled.slice(0, half).map(({ task }) => task()));
      await holds(w);
      const payments = orders.flatMap(({ each, order }) =>
        each.payments.map(
          ({ minor, fromCredit }) =>
            () =>
              w.pay({ amount: eur(minor), ...(fromCredit ? { method: "customer-credit" } : {}), allocations: [{ invoiceId: order.orderId }] }),
        ),
      );
      await Promise.all([...shuffled.slice(half).map(({ task }) => task()), ...payments.map((pay) => pay())]);
      const after = await holds(w);
      await w.sayAgain();
      expect(await holds(w)).toEqual(after);
      seen.invoices += w.facts("InvoiceIssued").length;
      seen.notes += w.facts("CreditNoteIssued").length;
      seen.cancels += wishes.filter((each) => each.cancels).length;
      seen.credit += after.credit;
    }),
    { numRuns: 25 },
  );
  for (const [what, times] of Object.entries(seen)) expect(times, `no run had any ${what}`).toBeGreaterThan(0);
}, 60_000);
