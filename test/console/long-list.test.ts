import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium, heading, inFrontOf, launched, sayIfMissing } from "./kit/browser.ts";
import { builtConsole } from "./kit/build.ts";
import { startFakeWeft } from "./kit/fake-weft.ts";

sayIfMissing("a list of ten thousand was not scrolled in a browser");

const MANY = 10_000;
/** Rows in sight, some above and below them, and the head. */
const FEW = 90;

describe.skipIf(chromium === undefined)("a list of ten thousand", { timeout: 180_000 }, () => {
  let browser: Browser;
  let built: Awaited<ReturnType<typeof builtConsole>>;
  let weft: Awaited<ReturnType<typeof startFakeWeft>>;
  beforeAll(async () => {
    [built, browser] = await Promise.all([builtConsole(), launched()]);
    weft = await startFakeWeft(built.site, "openid weft/sales:read weft/sales:write", { many: MANY });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await weft?.stop();
    await built?.remove();
  });
  const using = (run: (page: Page) => Promise<void>) =>
    inFrontOf(browser, weft.url, {}, async (page) => {
      await page.getByRole("button", { name: "Sign in" }).click();
      await heading(page, "Home");
      await page.getByRole("main").getByRole("link", { name: "Customers" }).first().click();
      await page.getByRole("link", { name: "Customer 0", exact: true }).waitFor();
      await run(page);
    });
  const first = (page: Page) => page.locator(".rows-body .row[aria-rowindex='2'] .cell").first().innerText();

  it("is scrolled to its end with few rows in the page, and then sorted", () =>
    using(async (page) => {
      const region = page.getByRole("region", { name: "Customers" });
      const seen = await region.evaluate(async (element, many) => {
        const { document, requestAnimationFrame, PerformanceObserver } = globalThis as any;
        let [rows, long] = [0, 0];
        new PerformanceObserver((entries: any) => (long += entries.getEntries().length)).observe({ type: "longtask" });
        const isDone = () => !/more/.test(document.querySelector("main [role=status]").textContent);
        for (let frames = 0; frames < 20_000 && !isDone(); frames += 1) {
          element.scrollTo(0, element.scrollHeight);
          await new Promise((resolve) => requestAnimationFrame(resolve));
          rows = Math.max(rows, document.querySelectorAll(".rows-body [role=row]").length);
        }
        // And back again, two hundred places on the way.
        for (let top = element.scrollHeight; top > 0; top -= (many * 36) / 200) {
          element.scrollTo(0, top);
          await new Promise((resolve) => requestAnimationFrame(resolve));
          rows = Math.max(rows, document.querySelectorAll(".rows-body [role=row]").length);
        }
        return { rows, long };
      }, MANY);
      process.stdout.write(`Tasks longer than 50 ms while ${MANY} rows were read and scrolled: ${seen.long}\n`);
      await page.getByText("10,000 entries").waitFor();
      expect(seen.rows).toBeGreaterThan(10);
      expect(seen.rows).toBeLessThan(FEW);
      await region.evaluate((element) => element.scrollTo(0, 0));
      const sorter = page.getByRole("columnheader", { name: "Name" }).getByRole("button");
      await sorter.click();
      await expect.poll(() => first(page)).toBe("Customer 0");
      await sorter.click();
      // Names with numbers are in the order of the numbers.
      await expect.poll(() => first(page)).toBe("Customer 9999");
      expect(await page.getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort")).toBe("descending");
      expect(await page.getByRole("row").count()).toBeLessThan(FEW);
    }));

  it("shows the columns that are chosen, also the next time", () =>
    using(async (page) => {
      const columns = () => page.getByRole("columnheader").allInnerTexts();
      const before = await columns();
      await page.getByRole("button", { name: "Columns" }).click();
      await page
        .getByRole("checkbox", { name: "Status" })
        .or(page.getByRole("menuitemcheckbox", { name: "Status" }))
        .click();
      await page.keyboard.press("Escape");
      await expect.poll(columns).not.toEqual(before);
      const chosen = await columns();
      expect(chosen.includes("Status")).toBe(!before.includes("Status"));
      await page.reload();
      await page.getByRole("link", { name: "Customer 0", exact: true }).waitFor();
      expect(await columns()).toEqual(chosen);
    }));

  it("is saved whole, part after part, with one line of headings", () =>
    using(async (page) => {
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name: "Export CSV" }).click();
      const file = await saved;
      expect(file.suggestedFilename()).toBe("sales-customers.csv");
      const lines = (await readFile(await file.path(), "utf8")).trimEnd().split(/\r?\n/);
      expect(lines).toHaveLength(MANY + 1);
      expect(lines.filter((line) => line.includes("name"))).toHaveLength(1);
      expect(lines.at(-1)).toContain(`Customer ${MANY - 1}`);
    }));
});
