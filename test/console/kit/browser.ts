import { type Browser, type BrowserContextOptions, chromium as engine, type Page } from "playwright-core";
import { expect } from "vitest";
import { chromium } from "../../../scripts/chromium.ts";

export { chromium };

/** Says what was not tried where there is no Chromium. */
export function sayIfMissing(what: string): void {
  if (chromium === undefined) process.stdout.write(`No Chromium was found (set CHROMIUM to its path): ${what}.\n`);
}

export const launched = (): Promise<Browser> => engine.launch({ executablePath: chromium ?? "", args: ["--no-sandbox"] });

export interface Look extends BrowserContextOptions {
  readonly width?: number;
  /** What Chromium itself writes down of answers that the page expects, as "status of 412". */
  readonly expected?: RegExp;
}

/** A new person's page at an origin. Afterwards nothing went wrong unseen (Chromium writes a CSP report as an error, too) and nothing left the origin. */
export async function inFrontOf(browser: Browser, origin: string, look: Look, run: (page: Page) => Promise<void>): Promise<void> {
  const { width = 1440, expected, ...options } = look;
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: "en", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && expected?.test(message.text()) !== true) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) problems.push(`left the origin: ${request.url()}`);
  });
  try {
    await page.goto(origin);
    await run(page);
    expect(problems).toEqual([]);
  } finally {
    await context.close();
  }
}

export const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
