import type { Page } from "playwright-core";
import { inject } from "vitest";
import { type RuntimeOptions, startRuntime } from "../../../local/runtime.ts";
import { heading, inFrontOf, launched, type Look } from "./browser.ts";
import { builtConsole } from "./build.ts";

/** The whole system in memory with the console it serves, and a browser in front of it. */
export async function servedConsole(more: Pick<RuntimeOptions, "timeScale" | "chaos"> = {}) {
  const [built, browser] = await Promise.all([builtConsole(), launched()]);
  const runtime = await startRuntime({ assemblyDir: inject("assemblyDir"), port: 0, dataDir: "memory", siteDir: built.site, ...more });
  const using = (run: (page: Page) => Promise<void>, look: Look = {}) => inFrontOf(browser, runtime.url, look, run);
  return {
    runtime,
    /** Somebody who is not signed in. */
    using,
    /** Somebody signed in, as "sales at acme". */
    as: (person: string, run: (page: Page) => Promise<void>, look: Look = {}) =>
      using(async (page) => {
        await signIn(page, person);
        await run(page);
      }, look),
    async stop(): Promise<void> {
      await browser.close();
      await runtime.stop();
      await built.remove();
    },
  };
}

/** As one of the ready-made people, from the page that asks to. */
export async function signIn(page: Page, person: string): Promise<void> {
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: person, exact: true }).click();
  await heading(page, "Home");
}
