import * as z from "zod";
import { setTimeout as sleep } from "node:timers/promises";
import { bringExamples } from "./bring.ts";
import { commands, invoiceOf, settledOrder } from "./commands.ts";
import { type Figure, type Group, type Table, figure } from "./figure.ts";
import { MINIMUM, total } from "./paper-minimum.ts";
import { type Sample, queries } from "./queries.ts";
import { type Shop, openDeal, openShop } from "./shop.ts";
import { type System, startSystem } from "./system.ts";
import { met, paper, unexplained } from "./units-paper.ts";

/** What one call of a use case took, on average over a round. */
interface Usage {
  readonly useCase: string;
  readonly read: number;
  readonly write: number;
  readonly index: number;
  readonly lambdaMs: number;
  readonly usd: number;
}

const usages = (system: System): Usage[] =>
  system.runtime.backstage.meter
    .report()
    .filter(({ calls }) => calls > 0)
    .map((used) => ({
      useCase: system.useCaseOf(used.functionName),
      read: used.readUnits / used.calls,
      write: used.writeUnits / used.calls,
      index: used.indexWriteUnits / used.calls,
      lambdaMs: used.lambdaMs / used.calls,
      usd: used.usdPerMillionCalls,
    }));

/** A day in which every use case has its turn: each command, what only other circumstances bring about, each query, each timer. */
async function day(system: System, shop: Shop): Promise<void> {
  const settle = () => system.runtime.idle(120_000);
  const { call, customerId } = shop;
  for (const { prepare } of commands) {
    const { method, path, body } = await prepare(shop, settle);
    await call.data(method, path, body);
    await settle();
  }
  // Billed as it ships, cancelled before; short of goods, which come in, are found, or come back from another order.
  await call.data("POST", "/inventory/shipments", { orderId: await settledOrder(shop, settle, { invoicing: "on-shipment" }) });
  const scarce = `S-${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
  await call.data("POST", "/catalog/products", { sku: scarce, name: "Scarce", kind: "goods", listPrice: { minor: 900, currency: "EUR" }, taxCode: "S19" });
  await settle();
  const short = (quantity: number) => settledOrder(shop, settle, { lines: [{ sku: scarce, quantity }] });
  const holder = await short(3);
  await call.data("POST", "/inventory/receipts", { lines: [{ sku: scarce, quantity: 2, unitCost: { minor: 400, currency: "EUR" } }] });
  await settle();
  await short(2);
  await call.data("POST", "/inventory/adjustments", { sku: scarce, quantity: 1, reason: "found" });
  await settle();
  await call.data("POST", `/sales/orders/${holder}/cancel`, { reason: "too late" });
  await settle();

  const orderId = await settledOrder(shop, settle);
  const sample: Sample = {
    shop: { ...shop, customerId },
    orderId,
    invoiceId: (await invoiceOf(shop, orderId)).id,
    shipmentId: await newest(shop, "/inventory/shipments"),
    paymentId: await newest(shop, "/finance/payments"),
    creditNoteId: await newest(shop, "/finance/credit-notes"),
    opportunityId: await openDeal(shop),
    importId: await bringExamples(shop, settle),
    supplierId: await call.made("/purchasing/suppliers", { name: "Grain & Co" }),
    deadLetterId: await shop.giveUp(),
  };
  await settle();
  for (const { path } of queries) await call.data("GET", path(sample));
  for (const page of ["/health", "/docs", "/openapi.json", "/events"]) await call.send("GET", page);
  for (const { name } of system.runtime.model.schedules) system.runtime.runSchedule(name);
  await settle();
}

const Listed = z.tuple([z.looseObject({ id: z.string() })]).rest(z.unknown());
const newest = async ({ call }: Shop, path: string): Promise<string> => Listed.parse(await call.data("GET", path))[0].id;

/** The main job from the win to where nothing moves any more, on its own. */
async function job(system: System, shop: Shop): Promise<Omit<Usage, "useCase">> {
  const dealId = await openDeal(shop);
  await system.runtime.idle();
  system.runtime.backstage.meter.reset();
  await shop.call.data("POST", `/sales/opportunities/${dealId}/win`, {});
  await system.runtime.idle();
  const used = system.runtime.backstage.meter.report();
  const sum = (of: (one: (typeof used)[number]) => number) => used.reduce((total, one) => total + of(one), 0);
  return {
    read: sum(({ readUnits }) => readUnits),
    write: sum(({ writeUnits }) => writeUnits),
    index: sum(({ indexWriteUnits }) => indexWriteUnits),
    lambdaMs: sum(({ lambdaMs }) => lambdaMs),
    usd: sum(({ usdPerMillionCalls, calls }) => usdPerMillionCalls * calls),
  };
}

/** What works in batches of up to a minute, and so had no turn within a day's round. */
async function late(system: System, rounds: readonly Usage[][]): Promise<Usage[]> {
  const seen = new Set(rounds.flat().map(({ useCase }) => useCase));
  const missing = () => usages(system).filter(({ useCase }) => !seen.has(useCase));
  for (let waited = 0; seen.size + missing().length < system.runtime.model.functions.length && waited < 75; waited += 1) await sleep(1000);
  return missing();
}

const measures = [
  ["read", "read units"],
  ["write", "write units"],
  ["index", "of them index write units"],
  ["lambdaMs", "Lambda ms"],
  ["usd", "USD per million"],
] as const;

/** Read and write units, Lambda time and cost of every use case and of the main job, and the job on paper beside it. */
export const units: Group = async ({ quick }) => {
  const system = await startSystem();
  try {
    const { meter } = system.runtime.backstage;
    const rounds: Usage[][] = [];
    // The first round starts every function and is not counted.
    for (let round = 0; round <= (quick ? 1 : 5); round += 1) {
      meter.reset();
      await day(system, await openShop(system, `day-${round}`));
      if (round > 0) rounds.push(usages(system));
    }
    const shop = await openShop(system, "job");
    await job(system, shop);
    const done: Omit<Usage, "useCase">[] = [];
    for (let round = 0; round < (quick ? 1 : 20); round += 1) done.push(await job(system, shop));

    if (!quick) rounds.push(await late(system, rounds));

    const names = [...new Set(rounds.flat().map(({ useCase }) => useCase))].toSorted();
    const known = new Set(names);
    const silent = system.runtime.model.functions.map(({ name }) => system.useCaseOf(name)).filter((name) => !known.has(name));
    const of = (useCase: string): Figure[] =>
      measures.map(([measure, unit]) => {
        const values = rounds.flat().filter((each) => each.useCase === useCase);
        return figure(
          useCase,
          unit,
          values.map((each) => each[measure]),
        );
      });
    const minimum = { read: total(MINIMUM, "read"), write: total(MINIMUM, "write") };
    const jobFigures = measures.map(([measure, unit]) => {
      const against = measure === "read" || measure === "write" ? { what: "the fewest on paper", value: minimum[measure] } : undefined;
      return figure(
        "win → settled, three lines",
        unit,
        done.map((each) => each[measure]),
        against,
      );
    });
    const figures = [...names.flatMap(of), ...jobFigures];
    return { figures, tables: [usageTable(names, figures), ...paper(done)], notes: [...met(done), ...unexplained(done), ...unused(silent)] };
  } finally {
    await system.stop();
  }
};

function usageTable(names: readonly string[], figures: readonly Figure[]): Table {
  const cell = (name: string, unit: string) => figures.find((each) => each.name === name && each.unit === unit)?.median.toFixed(1) ?? "";
  return {
    head: ["one call (a reaction: one batch)", "read", "write", "of index", "Lambda ms", "USD/million"],
    rows: [...names, "win → settled, three lines"].map((name) => [name, ...measures.map(([, unit]) => cell(name, unit))]),
  };
}
const unused = (silent: readonly string[]): string[] => (silent.length === 0 ? [] : [`Not called in this day: ${silent.join(", ")}.`]);
