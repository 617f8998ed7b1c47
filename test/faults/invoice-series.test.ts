import { ulid } from "ulid";
import { afterEach, expect, it } from "vitest";
import { anOrder, CUSTOMER, newId, office, placed } from "../finance/office.ts";
import { fired, setFaults, type ToldFact } from "../kit/table.ts";
import { chance } from "../kit/world.ts";

afterEach(() => setFaults(undefined));

const orderPlaced = (tenant: string, orderId = newId()): ToldFact => {
  const id = ulid();
  const metadata = { id, tenant, version: 1, occurredAt: "2026-11-23T09:00:00.000Z", actor: "user:ada", correlationId: id, causationId: id };
  return {
    context: "sales",
    name: "OrderPlaced",
    metadata: { ...metadata, causationDepth: 1, subject: orderId },
    data: placed(anOrder([{ quantity: 1, minor: 10_000 }], { orderId })),
  };
};
const invoices = async ({ must }: Awaited<ReturnType<typeof office>>, orderId: string): Promise<{ id: string; number: string }[]> =>
  must("finance/list-invoices", { query: { orderId } });

it("an order told again under a new id, at once and later, is invoiced once and uses one number", async () => {
  const books = await office();
  const fact = orderPlaced(books.tenant);
  const anew = () => ({ ...fact, metadata: { ...fact.metadata, id: ulid() } });
  await Promise.all([fact, anew(), anew()].map((each) => books.deliver(each)));
  expect(await books.deliver(anew())).toEqual([]);
  const next = orderPlaced(books.tenant);
  expect(await books.deliver(next)).toEqual([]);
  expect((await invoices(books, fact.data.orderId)).map(({ number }) => number)).toEqual([expect.stringMatching(/1$/)]);
  expect((await invoices(books, next.data.orderId)).map(({ number }) => number)).toEqual([expect.stringMatching(/2$/)]);
  expect(books.facts("InvoiceIssued")).toHaveLength(2);
});

it("two hundred orders at once over one series, some commits in conflict and some functions killed after them, get 1 to 200", async () => {
  const books = await office();
  const random = chance(24);
  const before = { ...fired };
  setFaults({ random, conflict: 0.15, lost: 0.1 });
  const left = Array.from({ length: 200 }, () => orderPlaced(books.tenant));
  const placedIds = left.map(({ data }) => data.orderId);
  // A killed function leaves its message in the queue: it is there again, behind the others.
  const poller = async () => {
    for (let fact = left.shift(); fact !== undefined; fact = left.shift()) if ((await books.deliver(fact)).length > 0) left.push(fact);
  };
  await Promise.all(Array.from({ length: 6 }, poller));
  setFaults(undefined);
  expect(fired.conflict - before.conflict).toBeGreaterThan(20);
  expect(fired.lost - before.lost).toBeGreaterThan(10);
  const issued = books.facts("InvoiceIssued");
  expect(issued.map(({ data }) => data.orderId).toSorted()).toEqual(placedIds.toSorted());
  expect(issued.map(({ data }) => Number(data.number.split("-").at(-1))).toSorted((a, b) => a - b)).toEqual(issued.map((_, at) => at + 1));
  const closing = await books.closing();
  expect(closing["1100"]).toBe(200 * 11_900);
  expect(issued.every(({ data }) => data.customerId === CUSTOMER)).toBe(true);
}, 60_000);
