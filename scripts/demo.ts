import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { type Runtime, startRuntime } from "../local/runtime.ts";

/** `npm run demo`: the main job over HTTP against a fresh runtime in memory, every hop as it happens. */
const root = join(import.meta.dirname, "..");
const Line = z.looseObject({ message: z.string(), service: z.string(), fact: z.string().optional(), tries: z.number().optional() });
const Answer = z.looseObject({ data: z.unknown(), events: z.array(z.object({ type: z.string(), id: z.string() })).optional() });
const WithId = z.looseObject({ id: z.string() });

const builds = spawnSync(process.execPath, [join(root, "infra/build.ts")], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
if (builds.status !== 0) process.exit(1);

/** The rehearsal says nothing: it only starts every function once, as a busy day has. */
let say: (line: string) => void = () => {};
let begun = 0;
const since = () => `${(performance.now() - begun).toFixed(0).padStart(6)} ms`;
const reactions: string[] = [];
const runtime: Runtime = await startRuntime({
  assemblyDir: join(root, "cdk.out"),
  port: 0,
  dataDir: "memory",
  onLine: (_, line) => {
    const parsed = Line.safeParse(json(line));
    if (parsed.success && parsed.data.message === "reacted")
      reactions.push(`${since()}    ✓ ${parsed.data.service}${(parsed.data.tries ?? 1) > 1 ? ` (decided ${parsed.data.tries} times)` : ""}`);
  },
});
let token = "";
const heard = new Set<string>();

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Prints facts and reactions in the order they happen until nothing moves any more. */
async function watch(): Promise<void> {
  let quiet = false;
  void runtime.idle(20_000).then(() => (quiet = true));
  for (let last = false; !last; ) {
    last = quiet;
    for (const { event } of runtime.backstage.bus.recent()) {
      if (heard.has(event.id)) continue;
      heard.add(event.id);
      say(`${since()}  ● ${event.source} ${event["detail-type"]}`);
    }
    for (const each of reactions.splice(0)) say(each);
    if (!last) await sleep(1);
  }
}

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  begun = performance.now();
  const answer = await fetch(new URL(path, runtime.url), {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json", "idempotency-key": crypto.randomUUID() }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const told = Answer.safeParse(json(text));
  say(
    `\n→ ${method} ${path}  ${answer.status} in ${(performance.now() - begun).toFixed(0)} ms${told.data?.events?.length ? `, told ${told.data.events.map(({ type }) => type).join(", ")}` : ""}`,
  );
  if (!answer.ok || !told.success) throw new Error(text);
  if (method !== "GET") await watch();
  return told.data.data;
}
const made = async (path: string, body: unknown) => WithId.parse(await call("POST", path, body)).id;

const eur = (minor: number) => ({ minor, currency: "EUR" });
const money = (value: unknown) => {
  const amount = z.looseObject({ minor: z.number(), currency: z.string() }).parse(value);
  return `${(amount.minor / 100).toFixed(2)} ${amount.currency}`;
};

async function play(tenant: string): Promise<void> {
  token = await runtime.token({ tenant, role: "admin" });
  say("A bicycle maker sells to a shop. First what must be there: a customer, three products, stock for two and a half of them.");
  const customerId = await made("/sales/customers", { name: "Ada's Bikes", currency: "EUR" });
  for (const [sku, name, minor] of [
    ["FRAME-M", "Frame, medium", 38_000],
    ["WHEEL-28", "Wheel 28 inch", 8_990],
    ["BELL", "Bell", 450],
  ] as const)
    await call("POST", "/catalog/products", { sku, name, kind: "goods", listPrice: eur(minor), taxCode: "S19" });
  await call("POST", "/inventory/receipts", {
    lines: [
      { sku: "FRAME-M", quantity: 10, unitCost: eur(21_000) },
      { sku: "WHEEL-28", quantity: 40, unitCost: eur(4_100) },
      { sku: "BELL", quantity: 5, unitCost: eur(120) },
    ],
  });

  say("\nThe shop says yes to 2 frames, 4 wheels and 8 bells: one call, and everything follows.");
  const opportunityId = await made("/sales/opportunities", {
    customerId,
    title: "Spring season",
    lines: [
      { sku: "FRAME-M", quantity: 2 },
      { sku: "WHEEL-28", quantity: 4 },
      { sku: "BELL", quantity: 8 },
    ],
  });
  runtime.backstage.meter.reset();
  const orderId = await made(`/sales/opportunities/${opportunityId}/win`, {});
  const used = runtime.backstage.meter.report().filter(({ calls }) => calls > 0);

  say("\nThree bells were missing. They come in and go to the order that waits.");
  await call("POST", "/inventory/receipts", { lines: [{ sku: "BELL", quantity: 50, unitCost: eur(110) }] });
  say("\nThe goods leave, and their cost is posted.");
  await call("POST", "/inventory/shipments", { orderId });
  say("\nThe shop pays a little too much.");
  const [invoice] = z
    .array(z.looseObject({ id: z.string(), number: z.string(), total: z.unknown() }))
    .parse(await call("GET", `/finance/invoices?orderId=${orderId}`));
  if (invoice === undefined) throw new Error("there is no invoice");
  say(`  invoice ${invoice.number} over ${money(invoice.total)}`);
  const owed = z.looseObject({ minor: z.number() }).parse(invoice.total).minor;
  await call("POST", "/finance/payments", { customerId, amount: eur(owed + 1_000), method: "bank-transfer", allocations: [{ invoiceId: invoice.id }] });

  const order = z
    .looseObject({ status: z.string(), fulfilment: z.string(), billing: z.string(), payment: z.string() })
    .parse(await call("GET", `/sales/orders/${orderId}`));
  say(`  the order is ${order.status}: goods ${order.fulfilment}, ${order.billing}, ${order.payment}`);

  say("\nWhat the customer's timeline says, oldest first:");
  const timeline = z
    .array(z.looseObject({ at: z.string(), context: z.string(), type: z.string(), title: z.string() }))
    .parse(await call("GET", `/sales/customers/${customerId}/timeline?limit=100`));
  for (const { at, context, type, title } of timeline.toReversed()) say(`  ${at.slice(11, 23)}  ${context.padEnd(9)} ${type.padEnd(18)} ${title}`);

  const period = new Date().toISOString().slice(0, 7);
  say(`\nThe trial balance of ${period}:`);
  const balance = z
    .looseObject({ accounts: z.array(z.looseObject({ account: z.string(), name: z.string(), closing: z.looseObject({ minor: z.number() }) })) })
    .parse(await call("GET", `/finance/trial-balance?period=${period}`));
  const column = (minor: number) => (minor > 0 ? (minor / 100).toFixed(2) : "").padStart(12);
  for (const { account, name, closing } of balance.accounts) say(`  ${account} ${name.padEnd(30)} ${column(closing.minor)} ${column(-closing.minor)}`);
  const difference = balance.accounts.reduce((sum, { closing }) => sum + closing.minor, 0);
  say(`  debits and credits ${difference === 0 ? "are equal: the books balance" : `differ by ${difference}`}`);
  if (difference !== 0) process.exitCode = 1;

  say("\nWhat winning that order costs on AWS, by function:");
  for (const { functionName, writeUnits, readUnits, calls, usdPerMillionCalls } of used)
    say(
      `  ${functionName.padEnd(60)} ${writeUnits.toFixed(0).padStart(4)} write units ${readUnits.toFixed(1).padStart(6)} read units  $${(usdPerMillionCalls * calls).toFixed(2)} per million`,
    );
  const total = (of: (usage: (typeof used)[number]) => number) => used.reduce((sum, usage) => sum + of(usage), 0);
  const [writes, reads, usd] = [
    total(({ writeUnits }) => writeUnits),
    total(({ readUnits }) => readUnits),
    total(({ usdPerMillionCalls, calls }) => usdPerMillionCalls * calls),
  ];
  say(`  together ${writes.toFixed(0)} write units, ${reads.toFixed(1)} read units, $${usd.toFixed(2)} for a million orders`);
}

try {
  await play("rehearsal");
  say = console.log;
  await play("acme");
} finally {
  await runtime.stop();
}
