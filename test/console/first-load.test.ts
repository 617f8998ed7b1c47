import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtConsole } from "./kit/build.ts";

/** Bytes, compressed: script, style and fonts together. */
const LIMIT = 350 * 1024;
const IMPORTED = /(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g;
const FONT = /url\(["']?([^"')]+\.(?:woff2?|ttf|otf))["']?\)/g;

describe("what a browser loads before it shows anything", { timeout: 120_000 }, () => {
  let built: Awaited<ReturnType<typeof builtConsole>>;
  let page: string;
  beforeAll(async () => {
    built = await builtConsole();
    page = readFileSync(join(built.site, "index.html"), "utf8");
  }, 180_000);
  afterAll(() => built?.remove());

  /** The page's own scripts and styles, all they import at once, and the fonts of the styles. */
  function firstLoad(): Map<string, Buffer> {
    const found = new Map<string, Buffer>();
    const take = (name: string): void => {
      if (found.has(name)) return;
      const bytes = readFileSync(join(built.site, "assets", name));
      found.set(name, bytes);
      const text = name.endsWith(".js") || name.endsWith(".css") ? bytes.toString("utf8") : "";
      for (const [, next = ""] of text.matchAll(name.endsWith(".css") ? FONT : IMPORTED)) take(next.split("/").at(-1) ?? "");
    };
    for (const [, name = ""] of page.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)) take(name);
    return found;
  }

  it("is at most 350 KB compressed", () => {
    const files = firstLoad();
    const names = [...files.keys()];
    expect(names.some((name) => name.endsWith(".css"))).toBe(true);
    expect(names.filter((name) => name.endsWith(".js")).length).toBeGreaterThan(1);
    const sizes = new Map([...files].map(([name, bytes]) => [name, gzipSync(bytes).length]));
    const sum = [...sizes.values()].reduce((total, size) => total + size, 0);
    expect(sum, JSON.stringify(Object.fromEntries(sizes))).toBeLessThanOrEqual(LIMIT);
    // What is not shown at first comes later: pictures, forms, the second language.
    expect(names.length).toBeLessThan(readdirSync(join(built.site, "assets")).length);
    expect(names.join(" ")).not.toMatch(/\bzh\b|zh-names|echarts/);
  });

  it("brings the style of every component that is used", () => {
    const assets = readdirSync(join(built.site, "assets"));
    const all = (ending: string) =>
      assets
        .filter((name) => name.endsWith(ending))
        .map((name) => readFileSync(join(built.site, "assets", name), "utf8"))
        .join("\n");
    const [scripts, styles] = [all(".js"), all(".css")];
    const known = new Set(readFileSync("node_modules/@mantine/core/styles.css", "utf8").match(/m_[0-9a-f]{6,10}/g));
    const used = [...new Set(scripts.match(/m_[0-9a-f]{6,10}/g))].filter((name) => known.has(name));
    expect(used.length).toBeGreaterThan(50);
    expect(used.filter((name) => !styles.includes(name))).toEqual([]);
  });

  it("comes from the console's own origin alone", () => {
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    for (const [name, bytes] of firstLoad()) if (name.endsWith(".css")) expect(bytes.toString("utf8"), name).not.toMatch(/url\(["']?(?:https?:)?\/\/|@import/);
  });
});
