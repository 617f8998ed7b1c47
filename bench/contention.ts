import * as z from "zod";
import { type Figure, type Group, figure } from "./figure.ts";
import type { Caller } from "./http.ts";
import { eur } from "./shop.ts";
import { CALM, type System, startSystem } from "./system.ts";

const Page = z.looseObject({ data: z.array(z.looseObject({ number: z.string() })), next: z.string().optional() });
const Level = z.looseObject({ onHand: z.number(), reserved: z.number(), backOrdered: z.number() });

/** One in five transactions is refused as DynamoDB refuses one that meets another on its way to the same item. */
const CONFLICTS = 0.2;

/** The platform's own items have one writer, so nothing there meets anything. */
const isBusiness = (_: string, functionName: string): boolean => !functionName.includes("-platform-");

async function product(system: System, call: Caller, sku: string, kind: "goods" | "service"): Promise<void> {
  await call.data("POST", "/catalog/products", { sku, name: sku, kind, listPrice: eur(1_000), taxCode: "S19" });
  await system.runtime.idle();
}

/** Places `count` orders for one piece, all at once, and waits until the fact that answers each of them was committed. Orders per second. */
async function rush(system: System, call: Caller, sku: string, count: number, answers: readonly string[]): Promise<number> {
  const customerId = await call.made("/sales/customers", { name: "A crowd", currency: "EUR" });
  await system.runtime.idle();
  let left = count;
  let ended: (at: number) => void = () => {};
  const done = new Promise<number>((resolve) => (ended = resolve));
  const stop = system.onFact(({ name, at }) => {
    if (!answers.includes(name)) return;
    left -= 1;
    if (left === 0) ended(at);
  });
  const begun = performance.now();
  await Promise.all(Array.from({ length: count }, () => call.made("/sales/orders", { customerId, lines: [{ sku, quantity: 1 }] })));
  await system.runtime.idle(600_000);
  stop();
  if (left !== 0) throw new Error(`${count - left} of ${count} orders for ${sku} were answered by ${answers.join(" or ")}`);
  return count / (((await done) - begun) / 1000);
}

/** Buyers of one product, too few pieces: how many were reserved and how many fell short. Throws when a piece is promised twice or kept back. */
async function scramble(system: System, tenant: string, buyers: number, pieces: number): Promise<{ rate: number; reserved: number; short: number }> {
  const call = await system.as(tenant);
  await product(system, call, "SCARCE", "goods");
  await call.data("POST", "/inventory/receipts", { lines: [{ sku: "SCARCE", quantity: pieces, unitCost: eur(400) }] });
  const rate = await rush(system, call, "SCARCE", buyers, ["StockReserved", "StockFellShort"]);
  const { onHand, reserved, backOrdered } = Level.parse(await call.data("GET", "/inventory/stock-levels/SCARCE"));
  if (onHand !== pieces || reserved !== pieces || backOrdered !== buyers - pieces)
    throw new Error(`of ${pieces} pieces for ${buyers} buyers ${reserved} were reserved and ${backOrdered} are missing, ${onHand} are on hand`);
  return { rate, reserved, short: backOrdered };
}

/** Invoices of one series at once. Throws unless their numbers are 1 to `count`. */
async function queueUp(system: System, tenant: string, count: number): Promise<{ rate: number; last: number }> {
  const call = await system.as(tenant);
  await product(system, call, "ADVICE", "service");
  const rate = await rush(system, call, "ADVICE", count, ["InvoiceIssued"]);
  const numbers: number[] = [];
  let next: string | undefined;
  do {
    const { body } = await call.send("GET", `/finance/invoices?status=open&limit=100${next === undefined ? "" : `&cursor=${next}`}`);
    const page = Page.parse(JSON.parse(body));
    numbers.push(...page.data.map(({ number }) => Number(number.split("-").at(-1))));
    next = page.next;
  } while (next !== undefined);
  const wrong = numbers.toSorted((one, other) => one - other).findIndex((number, index) => number !== index + 1);
  if (numbers.length !== count || wrong !== -1) throw new Error(`${numbers.length} invoices of ${count}; the first number that is wrong is at ${wrong + 1}`);
  return { rate, last: numbers.length };
}

/** What must come out right when everybody wants the same: pieces of one product, numbers of one series; with and without conflicts. */
export const contention: Group = async ({ quick }) => {
  const [buyers, pieces, invoices, rounds] = quick ? [20, 12, 20, 1] : [200, 120, 500, 3];
  const figures: Figure[] = [];
  const notes: string[] = [];
  for (const conflict of [0, CONFLICTS]) {
    const system = await startSystem({ ...CALM, faults: { conflict }, only: isBusiness });
    try {
      const scrambles: Awaited<ReturnType<typeof scramble>>[] = [];
      const series: Awaited<ReturnType<typeof queueUp>>[] = [];
      // The first round, a small one, starts the functions.
      await scramble(system, "warm", 10, 5);
      for (let round = 0; round < rounds; round += 1) {
        scrambles.push(await scramble(system, `scramble-${round}`, buyers, pieces));
        series.push(await queueUp(system, `series-${round}`, invoices));
      }
      const how = conflict === 0 ? "" : `, ${100 * conflict} % conflicts`;
      const before = (name: string) => figures.find((each) => each.name === name)?.median;
      const rate = (name: string, unit: string, values: readonly number[]): Figure => {
        const calm = before(name);
        return figure(`${name}${how}`, unit, values, calm === undefined ? undefined : { what: "without conflicts", value: calm });
      };
      figures.push(
        figure(
          `reserved of ${pieces} pieces for ${buyers} buyers${how}`,
          "pieces",
          scrambles.map(({ reserved }) => reserved),
        ),
        figure(
          `short of ${pieces} pieces for ${buyers} buyers${how}`,
          "pieces",
          scrambles.map(({ short }) => short),
        ),
        rate(
          `${buyers} orders at once for one product`,
          "orders/s",
          scrambles.map((each) => each.rate),
        ),
        figure(
          `last number of ${invoices} invoices in one series${how}`,
          "number",
          series.map(({ last }) => last),
        ),
        rate(
          `${invoices} invoices at once in one series`,
          "invoices/s",
          series.map((each) => each.rate),
        ),
      );
      const parked = system.runtime.backstage.queues.all().filter((queue) => /dead/i.test(queue.model.name) && queue.counts().visible > 0);
      if (parked.length > 0) notes.push(`Parked in ${parked.map((queue) => queue.model.name).join(", ")}.`);
    } finally {
      await system.stop();
    }
  }
  return { figures, notes: [...notes, "Stock and numbers are checked in every round: one piece or number wrong ends the run with an error."] };
};
