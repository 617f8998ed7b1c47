import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium as engine, type Page } from "playwright-core";
import * as z from "zod";
import { type Runtime, startRuntime } from "../local/runtime.ts";
import { chromium } from "./chromium.ts";

/** `npm run screenshots`: the console's main screens over a made-up company, as PNG in docs/screenshots/. Chinese needs a font that has it (Debian: fonts-wqy-microhei). */
const root = join(import.meta.dirname, "..");
const folder = join(root, "docs/screenshots");
const ORDERS = "150";

interface Shot {
  readonly name: string;
  /** Where it is; `{customer}` and `{order}` stand for one of the company's. */
  readonly path: string;
  readonly width?: number;
  readonly scheme?: "light" | "dark";
  readonly language?: "zh-CN";
}

const SHOTS: readonly Shot[] = [
  { name: "home", path: "/" },
  { name: "pipeline", path: "/work/pipeline" },
  { name: "customer", path: "/records/sales/customers/{customer}" },
  { name: "order", path: "/records/sales/orders/{order}" },
  { name: "stock", path: "/work/stock" },
  { name: "finance", path: "/work/finance?tab=receivables" },
  { name: "flow", path: "/work/flow" },
  { name: "list", path: "/records/sales/orders" },
  { name: "form", path: "/create/sales/orders?customerId={customer}" },
  { name: "dark", path: "/", scheme: "dark" },
  { name: "chinese", path: "/work/pipeline", language: "zh-CN" },
  { name: "phone", path: "/records/sales/orders/{order}", width: 390 },
];

/** Runs a program of the project. The runtime is in this process, which must stay able to answer. */
async function ran(program: string, ...args: string[]): Promise<void> {
  const [status]: unknown[] = await once(
    spawn(process.execPath, [join(root, program), ...args], { cwd: root, stdio: ["ignore", "ignore", "inherit"] }),
    "close",
  );
  if (status !== 0) throw new Error(`${program} ended with ${String(status)}`);
}

const Orders = z.object({ data: z.array(z.looseObject({ id: z.string(), customerId: z.string(), status: z.string(), fulfilment: z.string() })) });

/** An order that has left in part or not at all, and its customer. */
async function inTheMiddle(runtime: Runtime): Promise<Readonly<Record<string, string>>> {
  const token = await runtime.token({ tenant: "acme", role: "admin" });
  const answer = await fetch(`${runtime.url}/sales/orders?limit=100`, { headers: { authorization: `Bearer ${token}` } });
  const { data } = Orders.parse(await answer.json());
  const found = data.find(({ fulfilment }) => fulfilment.startsWith("part")) ?? data.find(({ status }) => status === "placed") ?? data[0];
  if (found === undefined) throw new Error("The company has no orders");
  return { order: found.id, customer: found.customerId };
}

async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.locator(".mantine-Skeleton-root").first().waitFor({ state: "detached" });
}

async function take(browser: Browser, url: string, { name, path, width = 1440, scheme = "light", language }: Shot): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height: width < 500 ? 844 : 900 },
    colorScheme: scheme,
    locale: "en",
    reducedMotion: "reduce",
  });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "admin at acme", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Home" }).waitFor();
    if (language !== undefined) await page.evaluate(`localStorage.setItem("weft.language", "${language}")`);
    await page.goto(`${url}${path}`);
    await settled(page);
    const file = join(folder, `${name}.png`);
    await page.screenshot({ path: file });
    console.log(`  docs/screenshots/${name}.png  ${Math.ceil((await stat(file)).size / 1024)} KB`);
  } finally {
    await context.close();
  }
}

if (chromium === undefined) throw new Error("No Chromium was found: set CHROMIUM to its path");
await mkdir(folder, { recursive: true });
await ran("infra/build.ts");
await ran("scripts/console.ts", "--build", "--changed");
// The minute in which deliveries are gathered, which Flow counts, passes in three seconds.
const runtime = await startRuntime({
  assemblyDir: join(root, "cdk.out"),
  port: 0,
  dataDir: "memory",
  siteDir: join(root, "dist-console"),
  timeScale: 20,
});
const browser = await engine.launch({ executablePath: chromium, args: ["--no-sandbox"] });
try {
  console.log(`A company of ${ORDERS} orders comes into being …`);
  await ran("examples/company/main.ts", "--url", runtime.url, "--tenant", "acme", "--orders", ORDERS);
  const known = await inTheMiddle(runtime);
  for (const shot of SHOTS) await take(browser, runtime.url, { ...shot, path: shot.path.replace(/\{(\w+)\}/g, (_, of: string) => known[of] ?? "") });
} finally {
  await browser.close();
  await runtime.stop();
}
