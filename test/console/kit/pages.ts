import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { filled, resourcesOf } from "../../../console/src/contract/resources.ts";
import { contract } from "./contract.ts";
import { ID, sample } from "./sample.ts";

/** The address of every page that is drawn from the contract. */
export const addresses: readonly string[] = resourcesOf(contract).flatMap(({ name, list, report, detail, create, revise }) => [
  ...((list ?? report ?? create) === undefined ? [] : [`/records/${name}`]),
  ...(create === undefined ? [] : [`/create/${name}`]),
  ...(detail === undefined ? [] : [`/records/${name}/${ID}`]),
  ...(revise === undefined ? [] : [`/revise/${name}/${ID}`]),
]);

/** The address of every page that is made by hand: those the console's routes name. */
export const screens: readonly string[] = [...readFileSync("console/src/shell/routes.tsx", "utf8").matchAll(/path: "(\/work\/[^"$]+)"/g)].flatMap(
  ([, path]) => path ?? [],
);

/** Every right that the contract asks for. */
export const everyScope = [
  "openid",
  ...new Set(
    Object.values(contract.paths)
      .flatMap((item) => Object.values(item))
      .flatMap(({ scope }) => scope ?? []),
  ),
].join(" ");

/** A good answer to any reading of the contract, with everything it can hold; of a list three things. */
export function anyAnswer(path: string): object | undefined {
  const [template, item] = Object.entries(contract.paths).find(([one]) => filled(one, ID) === path || one === path) ?? [];
  const answer = item?.get?.answer;
  if (template === undefined || answer === undefined) return undefined;
  const data = sample(contract, answer);
  return { data: item?.get?.kind === "list" ? [data, data, data] : data };
}

/** Goes to a page without loading the console anew, and waits until it shows all it has. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    const { document, history, location } = globalThis as any;
    if (location.pathname === to) return;
    document.querySelector("h1")?.setAttribute("data-left", "");
    history.pushState(null, "", to);
  }, path);
  await page.locator("h1:not([data-left])").waitFor();
  await page.locator("main .mantine-Skeleton-root").first().waitFor({ state: "detached" });
}

/** How much wider than its window a page is, in pixels. What is drawn follows a new width a moment later. */
export async function overhang(page: Page): Promise<number> {
  const now = (): Promise<number> => page.evaluate(() => (globalThis as any).document.documentElement.scrollWidth - (globalThis as any).innerWidth);
  for (let tries = 0; tries < 20 && (await now()) > 0; tries += 1) await page.waitForTimeout(100);
  return now();
}
