import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium as engine, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Runtime, startRuntime } from "../../local/runtime.ts";
import { violations } from "./kit/axe.ts";
import { chromium } from "./kit/browser.ts";
import { tenantAt } from "./kit/seeded.ts";

if (chromium === undefined) process.stdout.write("No Chromium was found (set CHROMIUM to its path): the screens made by hand were not seen in a browser.\n");

describe.skipIf(chromium === undefined)("the screens people spend their day on", { timeout: 180_000 }, () => {
  let folder: string;
  let browser: Browser;
  let runtime: Runtime;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "weft-screens-"));
    const { status, stderr } = spawnSync(process.execPath, ["scripts/console.ts", "--build", join(folder, "site")], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    runtime = await startRuntime({ assemblyDir: inject("assemblyDir"), port: 0, dataDir: "memory", siteDir: join(folder, "site") });
    browser = await engine.launch({ executablePath: chromium ?? "", args: ["--no-sandbox"] });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await runtime?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();

  /** Somebody signed in, in front of the running system; afterwards nothing went wrong unseen and nothing left the origin. */
  async function using(person: string, run: (page: Page) => Promise<void>, look: { width?: number; colorScheme?: "light" | "dark" } = {}): Promise<void> {
    const { width = 1440, colorScheme = "light" } = look;
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale: "en", reducedMotion: "reduce", colorScheme });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const problems: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(runtime.url) && !/^(data|blob):/.test(request.url())) problems.push(`left the origin: ${request.url()}`);
    });
    try {
      await page.goto(runtime.url);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("button", { name: person, exact: true }).click();
      await heading(page, "Home");
      await run(page);
      expect(problems).toEqual([]);
    } finally {
      await context.close();
    }
  }

  const column = (page: Page, stage: string) => page.getByRole("region", { name: stage, exact: true });

  it("plays the main job by mouse: won on the board, reserved and invoiced before one's eyes, shipped, paid, completed", async () => {
    const acme = await tenantAt(runtime, "acme");
    await acme.product("CHAIR", 5);
    const customerId = await acme.customer("Ada's Bikes");
    await using("admin at acme", async (page) => {
      await page.goto(`${runtime.url}/create/sales/opportunities?customerId=${customerId}`);
      await heading(page, "Open opportunity");
      await page.getByRole("textbox", { name: "Title" }).fill("Chairs for the workshop");
      await page.getByRole("button", { name: "Add a line" }).first().click();
      await page.getByLabel("SKU").first().click();
      await page.getByLabel("SKU").first().fill("CHAIR");
      await page.getByRole("option", { name: /CHAIR/ }).click();
      await page.getByRole("textbox", { name: "Quantity" }).first().fill("3");
      await page.getByRole("button", { name: "Open opportunity" }).click();
      await heading(page, "Chairs for the workshop");

      await page.getByRole("link", { name: "Pipeline", exact: true }).click();
      await heading(page, "Pipeline");
      const card = () => page.getByRole("listitem").filter({ hasText: "Chairs for the workshop" });
      await card().dragTo(column(page, "Negotiating"));
      await column(page, "Negotiating").getByText("Chairs for the workshop").waitFor();
      await card().dragTo(column(page, "Won"));
      const asked = page.getByRole("dialog");
      await asked.getByLabel("Invoicing").selectOption("on-order");
      await asked.getByRole("button", { name: /^Win opportunity/ }).click();
      const panel = page.getByRole("region", { name: "Won: what happens now" });
      await panel.getByText("Stock reserved").waitFor();
      await panel.getByText("Invoice issued").waitFor();
      await panel.getByRole("link", { name: "Open the order" }).click();

      await page.getByText("3 reserved").waitFor();
      await page.getByRole("button", { name: "Ship what is reserved" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Dispatch shipment" }).click();
      await page.getByText("3 shipped").waitFor();
      await page.getByRole("link", { name: "Match a payment" }).click();
      await heading(page, "Finance at work");
      await page.getByRole("checkbox", { name: /^Match invoice/ }).check();
      await page.getByText("€357.00 for 1 invoice.").waitFor();
      await page.getByRole("button", { name: "Record payment" }).click();
      await page.getByText("Nobody owes anything.").waitFor();
      await page.goBack();
      await page.locator(".strip").getByText("Completed").waitFor();
      await page.locator(".strip").getByText("Paid", { exact: true }).first().waitFor();
    });
    const [order] = await acme.get(`/sales/orders?customerId=${customerId}`);
    expect(order).toMatchObject({ status: "completed", payment: "paid" });
    expect(await acme.get("/inventory/stock-levels/CHAIR")).toMatchObject({ onHand: 2, reserved: 0 });
    expect(await acme.get(`/finance/invoices?customerId=${customerId}`)).toMatchObject([{ status: "paid" }]);
  });
});
