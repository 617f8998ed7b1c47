import { describe, expect, it } from "vitest";
import { en } from "../../console/src/i18n/en.ts";
import { humanise } from "../../console/src/i18n/humanise.ts";
import { type Kind, named, namesIn } from "../../console/src/i18n/names.ts";
import { zhNames } from "../../console/src/i18n/zh-names.ts";
import { zh } from "../../console/src/i18n/zh.ts";
import { contract } from "./kit/contract.ts";

describe("names as people read them", () => {
  it.each([
    ["placedOn", "Placed on"],
    ["customerId", "Customer"],
    ["stock-levels", "Stock levels"],
    ["place-order", "Place order"],
    ["days1To30", "Days 1 to 30"],
    ["over90", "Over 90"],
    ["invoice_not_found", "Invoice not found"],
    ["id", "Id"],
    ["sku", "SKU"],
    ["paid", "Paid"],
  ])("%s is read %s", (name, read) => expect(humanise(name)).toBe(read));

  it("codes and names of facts stay as they are", () => {
    expect(named(undefined, "value", "OrderPlaced")).toBe("OrderPlaced");
    expect(named(undefined, "value", "1100")).toBe("1100");
    expect(named(undefined, "value", "back-ordered")).toBe("Back ordered");
  });
});

describe("Chinese is complete", () => {
  const kinds: readonly Kind[] = ["context", "collection", "operation", "field", "value", "problem"];
  it.each(kinds)("every %s of the contract has its name", (kind) => {
    const names = namesIn(contract)[kind];
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => zhNames[kind][name] === undefined)).toEqual([]);
  });

  it("every sentence of the console is there, with the same places to fill in", () => {
    const flat = (sentences: object): [string, string][] =>
      Object.entries(sentences).flatMap(([part, keys]) => Object.entries(keys).map(([key, words]) => [`${part}.${key}`, String(words)] as [string, string]));
    const places = (words: string) => [...words.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
    const chinese = new Map(flat(zh));
    for (const [key, words] of flat(en).filter(([name]) => !name.endsWith("_one"))) {
      expect(chinese.get(key), key).toMatch(/[\u4e00-\u9fff]/);
      expect(places(chinese.get(key) ?? ""), key).toEqual(places(words));
    }
    expect(chinese.size).toBe(flat(en).filter(([name]) => !name.endsWith("_one")).length);
  });
});
