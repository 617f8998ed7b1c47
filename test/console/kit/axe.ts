import axe from "axe-core";
import type { Page } from "playwright-core";

const STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Where a page keeps people out, as axe finds it: rule, place and reason of each. Named rules are the only ones tried. */
export async function violations(page: Page, ...rules: readonly string[]): Promise<string[]> {
  // The content security policy stops injected script elements, not what the browser's own tools evaluate.
  await page.evaluate(axe.source);
  return page.evaluate(
    async (runOnly) => {
      const found = await (globalThis as any).axe.run((globalThis as any).document, { runOnly });
      return found.violations.map(
        (one: any) => `${one.id}: ${one.nodes.map((node: any) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`).join(" | ")}`,
      );
    },
    rules.length > 0 ? { type: "rule" as const, values: [...rules] } : { type: "tag" as const, values: STANDARD },
  );
}
