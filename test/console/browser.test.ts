import axe from "axe-core";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium as engine, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium } from "./kit/browser.ts";
import { startFakeWeft } from "./kit/fake-weft.ts";

const FIRST_LOAD = 350 * 1024;
const SCOPES = "openid weft/sales:read weft/sales:write weft/catalog:read";
if (chromium === undefined) process.stdout.write("No Chromium was found (set CHROMIUM to its path): the console was not tried in a browser.\n");

/** The contract, in which a customer's id says that it is one. */
async function referring(file: string): Promise<string> {
  const text = readFileSync("contracts/openapi.json", "utf8");
  const marked = JSON.parse(text, (key, value) =>
    key === "customerId" && value?.type === "string" ? { ...value, "x-weft-references": "sales/customers" } : value,
  );
  // A parameter carries its name beside its schema, not above it.
  for (const item of Object.values<any>(marked.paths))
    for (const operation of Object.values<any>(item))
      for (const parameter of operation.parameters ?? []) if (parameter.name === "customerId") parameter.schema["x-weft-references"] = "sales/customers";
  await writeFile(file, JSON.stringify(marked));
  return file;
}

describe.skipIf(chromium === undefined)("the console in a browser", { timeout: 120_000 }, () => {
  let browser: Browser;
  let built: string;
  beforeAll(async () => {
    built = await mkdtemp(join(tmpdir(), "weft-console-"));
    const { status, stderr } = spawnSync(process.execPath, ["scripts/console.ts", "--build", join(built, "site")], {
      encoding: "utf8",
      env: { ...process.env, WEFT_CONTRACT: await referring(join(built, "openapi.json")) },
    });
    if (status !== 0) throw new Error(stderr);
    browser = await engine.launch({ executablePath: chromium ?? "", args: ["--no-sandbox"] });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await rm(built, { recursive: true, force: true });
  });

  /** A person in front of the console; afterwards nothing went wrong unseen and nothing left the origin. */
  async function using(
    options: BrowserContextOptions & { readonly expected?: RegExp },
    run: (page: Page, weft: Awaited<ReturnType<typeof startFakeWeft>>) => Promise<void>,
  ) {
    const weft = await startFakeWeft(join(built, "site"), SCOPES);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en", ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const problems: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" && options.expected?.test(message.text()) !== true) problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(weft.url) && !/^(data|blob):/.test(request.url())) problems.push(`left the origin: ${request.url()}`);
    });
    try {
      await page.goto(weft.url);
      await run(page, weft);
      expect(problems).toEqual([]);
    } finally {
      await context.close();
      await weft.stop();
    }
  }
  const signIn = async (page: Page, name = "Sign in") => {
    await page.getByRole("button", { name }).click();
    await page.getByRole("heading", { level: 1, name: name === "Sign in" ? "Home" : "首页" }).waitFor();
  };
  const open = async (page: Page, path: string, heading: string | RegExp) => {
    await page.goto(new URL(path, page.url()).href);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  };
  const violations = async (page: Page): Promise<string[]> => {
    // The content security policy stops injected script elements, not what the browser's own tools evaluate.
    await page.evaluate(axe.source);
    return page.evaluate(async () => {
      const found = await (globalThis as any).axe.run((globalThis as any).document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      });
      return found.violations.map(
        (one: any) =>
          `${one.id}: ${one.nodes
            .map((node: any) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`)
            .slice(0, 4)
            .join(" | ")}`,
      );
    });
  };

  it("signs in with a code and a proof, keeps the token in memory, and comes back after a reload", () =>
    using({}, async (page, weft) => {
      await signIn(page);
      expect(weft.transferred()).toBeLessThan(FIRST_LOAD);
      const kept = await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])");
      expect(kept).not.toMatch(/access_token|eyJ/);
      const navigation = page.getByRole("navigation", { name: "Main navigation" });
      await navigation.getByRole("link", { name: "Products" }).waitFor();
      expect(await navigation.getByRole("link", { name: "Invoices" }).count()).toBe(0);
      await navigation.getByRole("link", { name: "Customers" }).click();
      await page.getByRole("heading", { level: 1, name: "Customers" }).waitFor();
      await page.reload();
      await page.getByRole("heading", { level: 1, name: "Customers" }).waitFor();
      expect(new URL(page.url()).pathname).toBe("/records/sales/customers");
    }));

  it("shows a long list with few rows in the page, reads on as it is scrolled, and filters", () =>
    using({}, async (page, weft) => {
      await signIn(page);
      await open(page, "/records/sales/customers", "Customers");
      await page.getByRole("link", { name: "Customer 0", exact: true }).waitFor();
      const region = page.getByRole("region", { name: "Customers" });
      for (let tries = 0; tries < 40 && (await page.getByRole("link", { name: "Customer 249", exact: true }).count()) === 0; tries += 1) {
        await region.evaluate((element) => element.scrollTo(0, element.scrollHeight));
        await page.waitForTimeout(100);
      }
      await page.getByText("250 entries").waitFor();
      expect(await page.getByRole("row").count()).toBeLessThan(90);
      await page.getByLabel("Status").selectOption("archived");
      await page.getByText("Nothing matches these filters.").waitFor();
      expect(weft.sent.some(({ path }) => path.includes("status=archived"))).toBe(true);
    }));

  it("says at the field what the server refuses, and sends what was not answered again under the same key, over a reload", () =>
    using({ expected: /status of (400|503)/ }, async (page, weft) => {
      await signIn(page);
      await open(page, "/create/sales/customers", "Register customer");
      await page.getByRole("button", { name: "Register customer" }).click();
      await page.getByText("Needed").waitFor();
      expect(weft.sent.filter(({ method }) => method === "POST")).toEqual([]);
      const name = page.getByRole("textbox", { name: "Name" });
      await name.fill("Taken");
      await page.getByRole("button", { name: "Register customer" }).click();
      await page.getByText("This name is taken").waitFor();
      expect(await name.getAttribute("aria-invalid")).toBe("true");
      weft.failing.times = 1;
      await name.fill("Ada");
      await page.getByRole("button", { name: "Register customer" }).click();
      await page.getByText("This was sent and not answered").waitFor();
      await page.reload();
      await page.getByText("This was sent and not answered").waitFor();
      await page.getByRole("button", { name: "Register customer" }).click();
      await page.getByRole("heading", { level: 1, name: "Ada" }).waitFor();
      const posts = weft.sent.filter(({ method }) => method === "POST");
      const keys = posts.map(({ headers }) => headers["idempotency-key"]);
      expect(posts.map(({ body }) => (body as { name: string }).name)).toEqual(["Taken", "Ada", "Ada"]);
      expect(keys[1]).toBe(keys[2]);
      expect(keys[0]).not.toBe(keys[1]);
    }));

  it("compares both versions where somebody else was faster, and loses neither", () =>
    using({ expected: /status of 412/ }, async (page, weft) => {
      await signIn(page);
      const [first] = weft.customers.values();
      await open(page, `/revise/sales/customers/${first!.id}`, "Revise customer");
      await page.getByRole("textbox", { name: "Name" }).fill("Mine");
      Object.assign(first!, { name: "Theirs", paymentTermDays: 60, version: 2 });
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("radio", { name: "Name: Mine" }).check();
      await page.getByRole("button", { name: "Save this choice" }).click();
      await page.getByRole("heading", { level: 1, name: "Mine" }).waitFor();
      expect(weft.customers.get(first!.id)).toMatchObject({ name: "Mine", paymentTermDays: 60, version: 3 });
      expect(weft.sent.findLast(({ method }) => method === "PATCH")).toMatchObject({ body: { name: "Mine" }, headers: { "if-match": '"2"' } });
    }));

  it("offers what refers to a thing from it, and chooses things by their names", () =>
    using({}, async (page, weft) => {
      await signIn(page);
      const [first] = weft.customers.keys();
      await open(page, `/records/sales/customers/${first}`, "Customer 0");
      await page.getByRole("tab", { name: "Orders" }).click();
      await page.getByText("Nothing matches these filters.").waitFor();
      expect(weft.sent.some(({ path }) => path.startsWith("/sales/orders?") && path.includes(`customerId=${first}`))).toBe(true);
      await page.getByRole("button", { name: "Begin" }).click();
      await page.getByRole("menuitem", { name: "Place order" }).click();
      const customer = page.getByRole("combobox", { name: "Customer" }).or(page.getByRole("textbox", { name: "Customer" }));
      await expect.poll(() => customer.inputValue(), { timeout: 20_000 }).toBe("Customer 0");
      await customer.fill("Customer 150");
      await page.getByRole("option", { name: "Customer 150" }).click();
      await page
        .getByRole("combobox", { name: "SKU" })
        .or(page.getByRole("textbox", { name: "SKU" }))
        .fill("CHAIR");
      await page.getByRole("option", { name: "CHAIR", exact: true }).click();
      await page.getByRole("textbox", { name: "Quantity" }).fill("2,50");
      await page.getByRole("textbox", { name: "Unit price", exact: true }).fill("129.90");
      await page.getByRole("button", { name: "Place order" }).click();
      await expect
        .poll(() => weft.sent.find(({ method }) => method === "POST")?.body, { timeout: 20_000 })
        .toMatchObject({
          customerId: [...weft.customers.keys()][150],
          lines: [{ sku: "CHAIR", quantity: 2.5, unitPrice: { minor: 12_990, currency: "EUR" } }],
        });
    }));

  it.each(["light", "dark"] as const)("has no barriers that axe finds, in the %s scheme", (colorScheme) =>
    using({ colorScheme, reducedMotion: "reduce" }, async (page, weft) => {
      const found: Record<string, string[]> = { "sign in": await violations(page) };
      await signIn(page);
      found.home = await violations(page);
      const [first] = weft.customers.keys();
      for (const [path, heading] of [
        ["/records/sales/customers", "Customers"],
        [`/records/sales/customers/${first}`, "Customer 0"],
        ["/create/sales/orders", "Place order"],
        [`/revise/sales/customers/${first}`, "Revise customer"],
      ] as const) {
        await open(page, path, heading);
        await page.waitForTimeout(300);
        found[path] = await violations(page);
      }
      await page.keyboard.press("Control+k");
      await page.getByRole("textbox", { name: "Search pages and actions" }).waitFor();
      found.palette = await violations(page);
      expect(found).toEqual(Object.fromEntries(Object.keys(found).map((place) => [place, []])));
    }),
  );

  it("goes anywhere by the keyboard, and speaks Chinese", () =>
    using({ locale: "zh-CN" }, async (page) => {
      await signIn(page, "登录");
      await page.keyboard.press("Control+k");
      await page.getByRole("textbox").fill("下订单");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: "下订单" }).waitFor();
      expect(await page.evaluate("document.documentElement.lang")).toBe("zh-CN");
    }));

  it("is usable at 390 pixels: nothing is wider than the screen", () =>
    using({ viewport: { width: 390, height: 844 } }, async (page, weft) => {
      await signIn(page);
      const [first] = weft.customers.keys();
      for (const [path, heading] of [
        ["/", "Home"],
        ["/records/sales/customers", "Customers"],
        [`/records/sales/customers/${first}`, "Customer 0"],
        ["/create/sales/orders", "Place order"],
      ] as const) {
        await open(page, path, heading);
        expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBeLessThanOrEqual(390);
      }
    }));
});
