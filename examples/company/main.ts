import { parseArgs } from "node:util";
import * as z from "zod";
import { Client, withToken } from "../kit/client.ts";
import { tokenAt } from "../kit/local-token.ts";
import { type Books, readBooks } from "./books.ts";
import { fill } from "./fill.ts";
import type { Progress } from "./play.ts";

/** `npm run company`: see README.md beside this file. */
const USAGE =
  "npm run company -- [--url http://localhost:3000] [--tenant acme] [--seed 7] [--orders 500] [--until YYYY-MM-DD]\nA token is taken from WEFT_TOKEN, or from the local runtime.";

function options() {
  const { values } = parseArgs({
    options: {
      url: { type: "string", default: "http://localhost:3000" },
      tenant: { type: "string", default: "acme" },
      seed: { type: "string", default: "7" },
      orders: { type: "string", default: "500" },
      until: { type: "string", default: new Date().toISOString().slice(0, 10) },
      help: { type: "boolean", default: false },
    },
  });
  const shape = z.object({ seed: z.coerce.number().int().min(0), orders: z.coerce.number().int().min(1).max(5_000), until: z.iso.date() });
  const given = shape.safeParse(values);
  if (values.help || !given.success) throw new Error(USAGE);
  return { url: values.url, tenant: values.tenant, wish: { seed: given.data.seed, orders: given.data.orders, lastDay: given.data.until } };
}

/** One line that changes where somebody looks, one for each tenth where it goes into a file. */
function progressLine() {
  let tenth = -1;
  return ({ done, of, on }: Progress) => {
    const line = `  ${on}  ${Math.floor((100 * done) / of)} %, ${done} of ${of} steps`;
    if (process.stdout.isTTY) return void process.stdout.write(`\r${line}  ${done === of ? "\n" : ""}`);
    const now = Math.floor((10 * done) / of);
    if (now > tenth) console.log(line);
    tenth = now;
  };
}

const euros = (minor: number) => `${new Intl.NumberFormat("en", { maximumFractionDigits: 0 }).format(minor / 100)} EUR`;
const summaryOf = ({ orders, revenueByYear, receivables, overdue, stock }: Books) =>
  [
    `  orders       ${[...orders].map(([status, count]) => `${count} ${status}`).join(", ")}`,
    `  revenue      ${[...revenueByYear].map(([year, minor]) => `${year} ${euros(minor)}`).join(", ")}`,
    `  receivables  ${euros(receivables)}, of it overdue ${euros(overdue)}`,
    `  stock        ${euros(stock)}`,
  ].join("\n");

async function main(): Promise<void> {
  const { url, tenant, wish } = options();
  const client = new Client(url, withToken(await tokenAt(url, tenant)));
  const begun = performance.now();
  console.log(`A bicycle maker's two years until ${wish.lastDay} for tenant ${tenant}:`);
  const filled = await fill(client, wish, () => new Date(), progressLine());
  if (filled.did === "nothing") return console.log(`  nothing is done, ${tenant} ${filled.because}.`);
  const seconds = (performance.now() - begun) / 1000;
  const books = await readBooks(client, filled.wish.lastDay);
  console.log(summaryOf(books));
  const wrong = books.checks.filter(({ ok }) => !ok);
  for (const { says } of wrong) console.error(`✗ ${says}`);
  console.log(`Tenant ${tenant} is filled, by ${client.requests} requests in ${seconds.toFixed(1)} s${filled.wentOn ? " (begun before, gone on now)" : ""}.`);
  if (wrong.length > 0) process.exitCode = 1;
}

try {
  await main();
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : String(thrown));
  process.exitCode = 1;
}
