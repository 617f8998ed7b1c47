import { type Figure, type Group, figure, percentile } from "./figure.ts";
import { jobs, winAndPoll } from "./job.ts";
import { type Shop, openDeal, openShop } from "./shop.ts";
import { type System, startSystem } from "./system.ts";

/** `count` open opportunities, some at a time. */
async function deals(shop: Shop, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) ids.push(...(await Promise.all(Array.from({ length: Math.min(8, count - ids.length) }, () => openDeal(shop)))));
  return ids;
}

/** One client after another job: latencies, and where the time went. */
async function alone(system: System, shop: Shop, count: number): Promise<Figure[]> {
  const { meter } = system.runtime.backstage;
  const { win, stop } = jobs(system);
  const seen: { done: number; answered: number; table: number; functions: number; rest: number; polled: number }[] = [];
  for (let round = 0; round < count; round += 1) {
    const [first = "", second = ""] = await deals(shop, 2);
    await system.runtime.idle();
    meter.reset();
    const { doneMs, answeredMs } = await win(shop, first);
    const { tableMs, functionMs, restMs } = meter.moments();
    const whole = tableMs + functionMs + restMs;
    await system.runtime.idle();
    const polled = await winAndPoll(shop, second);
    await system.runtime.idle();
    const share = (ms: number) => (100 * ms) / whole;
    seen.push({ done: doneMs, answered: answeredMs, table: share(tableMs), functions: share(functionMs), rest: share(restMs), polled });
  }
  stop();
  const done = seen.map((each) => each.done);
  const inside = figure("win → invoice posted and stock reserved, 1 client", "ms", done);
  const polled = seen.map((each) => each.polled);
  return [
    inside,
    percentile("win → invoice posted and stock reserved, 1 client, p95", "ms", done, 0.95),
    figure(
      "win answered, 1 client",
      "ms",
      seen.map((each) => each.answered),
    ),
    figure("the order says reserved and invoiced, asked over HTTP every 5 ms", "ms", polled, { what: "seen from inside", value: inside.median }),
    percentile("asked over HTTP, p95", "ms", polled, 0.95),
    figure(
      "of the job's time: DynamoDB calls",
      "%",
      seen.map((each) => each.table),
    ),
    figure(
      "of the job's time: our code",
      "%",
      seen.map((each) => each.functions),
    ),
    figure(
      "of the job's time: the runtime",
      "%",
      seen.map((each) => each.rest),
    ),
  ];
}

/** Orders per second of `clients` that each begin the next order when the one before is reserved and invoiced. */
async function together(system: System, shop: Shop, clients: number, orders: number): Promise<{ rate: number; done: number[] }> {
  const open = await deals(shop, orders);
  await system.runtime.idle(120_000);
  const { win, stop } = jobs(system);
  const done: number[] = [];
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let next = open.pop(); next !== undefined; next = open.pop()) done.push((await win(shop, next)).doneMs);
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  stop();
  await system.runtime.idle(120_000);
  return { rate: orders / seconds, done };
}

/**
 * Works until no round is faster than those before: environments compile their code while they work, hot paths a second time, and what counts is how
 * fast a shop is that has been open for a minute. Tells orders/s of the rounds: the first says what one is worth that has just opened.
 */
async function warmUp(system: System, shop: Shop, quick: boolean): Promise<readonly number[]> {
  const rates: number[] = [];
  for (;;) {
    const { rate } = await together(system, shop, 16, quick ? 4 : 400);
    const best = Math.max(...rates);
    rates.push(rate);
    if (quick || rates.length === 6 || (rates.length > 2 && rate < 1.03 * best)) return rates;
  }
}

/**
 * The main job over HTTP against the embedded runtime in memory: a won opportunity of three lines until the invoice is posted and the stock reserved.
 * The end is seen in the records of the table's stream, which the runtime makes anyway: nothing is asked, so nothing is slowed down.
 */
export const mainJob: Group = async ({ quick }) => {
  const system = await startSystem();
  try {
    const shop = await openShop(system, "bench");
    const [opening = 0, ...warmer] = await warmUp(system, shop, quick);
    const latencies = await alone(system, shop, quick ? 3 : 40);
    const rounds = quick ? 1 : 5;
    const rates: Figure[] = [];
    for (const clients of quick ? [1, 4] : [1, 4, 16]) {
      const runs: { rate: number; done: number[] }[] = [];
      for (let round = 0; round < rounds; round += 1) runs.push(await together(system, shop, clients, quick ? 4 : Math.max(40, clients * 12)));
      const alone = rates[0]?.median;
      const against = alone === undefined ? undefined : { what: "1 client", value: alone };
      rates.push(
        figure(
          `orders, ${clients} ${clients === 1 ? "client" : "clients"}`,
          "orders/s",
          runs.map(({ rate }) => rate),
          against,
        ),
      );
      const done = runs.flatMap((each) => each.done);
      if (clients > 1) rates.push(figure(`win → done, ${clients} clients`, "ms", done), percentile(`win → done, ${clients} clients, p95`, "ms", done, 0.95));
    }
    return {
      figures: [...latencies, ...rates, figure("orders, 16 clients, the first 400 since the start", "orders/s", [opening])],
      notes: [
        `Measured after ${400 * (warmer.length + 1)} orders: rounds of 400 until none was faster than those before.`,
        "Client, gateway, queues, bus and table door share one process; functions run in worker threads, the table engine in a process of its own.",
        "Each moment counts once: for DynamoDB while any call to it waits, else for our code while any function runs, else for the runtime.",
      ],
    };
  } finally {
    await system.stop();
  }
};
