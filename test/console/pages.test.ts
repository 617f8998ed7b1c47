import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violations } from "./kit/axe.ts";
import { chromium, heading, inFrontOf, launched, type Look, sayIfMissing } from "./kit/browser.ts";
import { builtConsole } from "./kit/build.ts";
import { latinWords } from "./kit/english.ts";
import { startFakeWeft } from "./kit/fake-weft.ts";
import { addresses, anyAnswer, everyScope, overhang, screens, visit } from "./kit/pages.ts";

sayIfMissing("the pages were not seen in a browser, each of them");

/** Also where there is nothing. */
const everywhere = ["/", ...screens, ...addresses, "/nowhere"];

describe.skipIf(chromium === undefined)("every page, drawn from the contract or made by hand", { timeout: 300_000 }, () => {
  let browser: Browser;
  let built: Awaited<ReturnType<typeof builtConsole>>;
  let weft: Awaited<ReturnType<typeof startFakeWeft>>;
  beforeAll(async () => {
    [built, browser] = await Promise.all([builtConsole(), launched()]);
    weft = await startFakeWeft(built.site, everyScope, { answers: anyAnswer });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await weft?.stop();
    await built?.remove();
  });
  const using = (look: Look, run: Parameters<typeof inFrontOf>[3]) => inFrontOf(browser, weft.url, look, run);

  it("is among the pages that are tried, whatever kind it is of", () => {
    expect(addresses).toEqual(expect.arrayContaining(["/records/sales/customers", "/create/sales/orders", "/records/finance/trial-balance"]));
    expect(addresses.some((one) => one.startsWith("/revise/sales/customers/"))).toBe(true);
    expect(screens).toEqual(expect.arrayContaining(["/work/pipeline", "/work/stock", "/work/finance"]));
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it("keeps nobody out, light and dark, and fits a desk and a phone", () =>
    using({}, async (page) => {
      await page.getByRole("button", { name: "Sign in" }).click();
      await heading(page, "Home");
      for (const path of everywhere) {
        await page.setViewportSize({ width: 1440, height: 900 });
        await visit(page, path);
        expect.soft(await violations(page), path).toEqual([]);
        expect.soft(await overhang(page), `${path} at 1440 px`).toBeLessThanOrEqual(0);
        await page.emulateMedia({ colorScheme: "dark" });
        expect.soft(await violations(page, "color-contrast"), `${path} in the dark`).toEqual([]);
        await page.emulateMedia({ colorScheme: "light" });
        await page.setViewportSize({ width: 390, height: 844 });
        expect.soft(await overhang(page), `${path} at 390 px`).toBeLessThanOrEqual(0);
        expect.soft(await violations(page, "target-size"), `${path} at 390 px`).toEqual([]);
      }
      await page.keyboard.press("Control+K");
      await page.getByRole("dialog").waitFor();
      expect.soft(await violations(page), "palette").toEqual([]);
    }));

  it("is Chinese in Chinese but for data and codes", () =>
    using({ locale: "zh-CN" }, async (page) => {
      expect.soft(await latinWords(page), "sign in").toEqual([]);
      await page.getByRole("button", { name: "登录" }).click();
      await heading(page, "首页");
      for (const path of everywhere) {
        await visit(page, path);
        expect.soft(await latinWords(page), path).toEqual([]);
        for (const tab of (await page.getByRole("tab").all()).slice(1)) {
          await tab.click();
          await page.getByRole("tabpanel").filter({ visible: true }).waitFor();
          await page.locator("main .mantine-Skeleton-root").first().waitFor({ state: "detached" });
          expect.soft(await latinWords(page), `${path}, ${await tab.innerText()}`).toEqual([]);
        }
      }
      await page.keyboard.press("Control+K");
      await page.getByRole("dialog").waitFor();
      expect.soft(await latinWords(page), "palette").toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "键盘快捷键" }).click();
      await page.getByRole("dialog").waitFor();
      expect.soft(await latinWords(page), "shortcuts").toEqual([]);
      // What English there is would be found.
      await page.evaluate(() => ((globalThis as any).document.querySelector("h1").textContent = "Customers"));
      expect(await latinWords(page)).toContain("Customers");
    }));
});
