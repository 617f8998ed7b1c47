import type { Page } from "playwright-core";
import { ID, PARTED, WORD } from "./sample.ts";

/** Names that are the same in every language. */
const NAMES = new Set(["Weft", "English", "Ctrl", "Esc", "Enter", "Excel", "ada", "acme", "sales", "https", "example", "user"]);

/** Latin words on a page that are neither data nor codes (capitals, names of facts), each with the text it stands in. */
export async function latinWords(page: Page): Promise<string[]> {
  const texts: string[] = await page.evaluate(() => {
    const { document } = globalThis as any;
    const found: string[] = [document.title];
    for (const element of document.querySelectorAll("body *")) {
      // What the service says is English, and marked so for readers of the screen.
      if (["SCRIPT", "STYLE", "NOSCRIPT"].includes(element.tagName) || element.closest("body [lang='en']") !== null) continue;
      const isShown = element.tagName === "OPTION" || element.checkVisibility();
      if (!isShown) continue;
      for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription"])
        if (element.getAttribute("aria-hidden") !== "true") found.push(element.getAttribute(name) ?? "");
      for (const node of element.childNodes) if (node.nodeType === 3) found.push(node.textContent);
    }
    return found;
  });
  const isForeign = (word: string): boolean => !NAMES.has(word) && !/^[A-Z]+$/.test(word) && !/^([A-Z][a-z]+){2,}$/.test(word);
  const faults = texts.filter((text) =>
    (
      text
        .replaceAll(PARTED, "")
        .replaceAll(ID, "")
        .replaceAll(WORD, "")
        .match(/[A-Za-z]{2,}/g) ?? []
    ).some(isForeign),
  );
  return [...new Set(faults)];
}
