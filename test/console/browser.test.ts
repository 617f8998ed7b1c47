import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium, heading, inFrontOf, launched, type Look, sayIfMissing } from "./kit/browser.ts";
import { builtConsole } from "./kit/build.ts";
import { startFakeWeft } from "./kit/fake-weft.ts";

const FIRST_LOAD = 350 * 1024;
const SCOPES = "openid weft/sales:read weft/sales:write weft/catalog:read";
sayIfMissing("the console was not tried in a browser");

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
  let folder: string;
  let built: Awaited<ReturnType<typeof builtConsole>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "weft-contract-"));
    const file = await referring(join(folder, "openapi.json"));
    [built, browser] = await Promise.all([builtConsole({ WEFT_CONTRACT: file }), launched()]);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await built?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  /** A person in front of the console, with an API of their own behind it. */
  async function using(look: Look, run: (page: Page, weft: Awaited<ReturnType<typeof startFakeWeft>>) => Promise<void>) {
    const weft = await startFakeWeft(built.site, SCOPES);
    try {
      await inFrontOf(browser, weft.url, look, (page) => run(page, weft));
    } finally {
      await weft.stop();
    }
  }
  const signIn = async (page: Page, name = "Sign in") => {
    await page.getByRole("button", { name }).click();
    await heading(page, name === "Sign in" ? "Home" : "首页");
  };
  const open = async (page: Page, path: string, title: string) => {
    await page.goto(new URL(path, page.url()).href);
    await heading(page, title);
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
      await heading(page, "Customers");
      await page.reload();
      await heading(page, "Customers");
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
      await heading(page, "Ada");
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
      await heading(page, "Mine");
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

  it("goes anywhere by the keyboard, and speaks Chinese", () =>
    using({ locale: "zh-CN" }, async (page) => {
      await signIn(page, "登录");
      await page.keyboard.press("Control+k");
      await page.getByRole("textbox").fill("下订单");
      await page.keyboard.press("Enter");
      await heading(page, "下订单");
      expect(await page.evaluate("document.documentElement.lang")).toBe("zh-CN");
    }));

  it("answers its shortcuts: rows up and down, open, revise, a new one, what there is, close", () =>
    using({}, async (page) => {
      await signIn(page);
      await open(page, "/records/sales/customers", "Customers");
      await page.getByRole("link", { name: "Customer 0", exact: true }).waitFor();
      const keys = page.keyboard;
      const focused = () => page.evaluate(() => (globalThis as any).document.activeElement?.textContent);
      await page.getByRole("region", { name: "Customers" }).focus();
      for (const [key, name] of [
        ["ArrowDown", "Customer 0"],
        ["ArrowDown", "Customer 1"],
        ["ArrowDown", "Customer 2"],
        ["ArrowUp", "Customer 1"],
      ] as const) {
        await keys.press(key);
        expect(await focused()).toBe(name);
      }
      await keys.press("Enter");
      await heading(page, "Customer 1");
      await page.getByRole("link", { name: "Revise customer" }).waitFor();
      await keys.press("e");
      await heading(page, "Revise customer");
      await open(page, "/records/sales/customers", "Customers");
      await keys.press("n");
      await heading(page, "Register customer");
      await open(page, "/", "Home");
      await keys.press("Shift+?");
      await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
      await keys.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }));

  it.each(["reduce", "no-preference"] as const)("moves only for those who want it (%s)", (reducedMotion) =>
    using({ reducedMotion }, async (page) => {
      await signIn(page);
      /** The longest that anything moves while the palette opens, in milliseconds. */
      const longest = await page.evaluate(async () => {
        const { document, requestAnimationFrame, KeyboardEvent } = globalThis as any;
        let most = 0;
        document.documentElement.dispatchEvent(new KeyboardEvent("keydown", { key: "k", code: "KeyK", ctrlKey: true, bubbles: true }));
        for (let frames = 0; frames < 30; frames += 1) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          for (const one of document.getAnimations()) most = Math.max(most, Number(one.effect.getComputedTiming().duration));
        }
        return most;
      });
      await page.getByRole("dialog").waitFor();
      if (reducedMotion === "reduce") expect(longest).toBeLessThanOrEqual(1);
      else expect(longest).toBeGreaterThan(50);
    }),
  );
});
