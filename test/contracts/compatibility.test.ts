import { describe, expect, it } from "vitest";
import { breaks, broken } from "../../infra/compatibility.ts";

const before = {
  type: "object",
  properties: {
    id: { type: "string" },
    status: { type: "string", enum: ["open", "paid"] },
    note: { type: "string" },
    amount: { type: "integer" },
    lines: { type: "array", minItems: 1, items: { type: "object", properties: { sku: { type: "string", pattern: "^A" } }, required: ["sku"] } },
  },
  required: ["id", "status", "lines"],
};
const change = (path: string[], value: unknown): typeof before => {
  const copy = structuredClone(before);
  const last = path.at(-1)!;
  const holder = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>((here, step) => here[step] as Record<string, unknown>, copy as unknown as Record<string, unknown>);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
};

describe("a fact's schema", () => {
  it.each([
    ["a field that is gone", change(["properties", "note"], undefined), "/note is gone"],
    ["a field that may be absent now", change(["required"], ["id", "lines"]), "/status may be absent"],
    ["another type", change(["properties", "id", "type"], "integer"), "/id has another type"],
    ["whole numbers no more", change(["properties", "amount", "type"], "number"), "/amount has another type"],
    ["a value nobody has heard of", change(["properties", "status", "enum"], ["open", "paid", "void"]), '/status can be "void"'],
    ["a list that may be empty", change(["properties", "lines", "minItems"], 0), "/lines may be empty"],
    ["another pattern, deep inside", change(["properties", "lines", "items", "properties", "sku", "pattern"], "^B"), "/lines[]/sku has another pattern"],
  ])("breaks its readers by %s", (_name, after, sentence) => {
    expect(breaks(before, after)).toEqual([sentence]);
  });

  it.each([
    ["nothing", before],
    ["a new field", change(["properties", "extra"], { type: "string" })],
    ["a field that is always there now", change(["required"], ["id", "status", "lines", "note"])],
    ["one value less", change(["properties", "status", "enum"], ["open"])],
  ])("surprises nobody by %s", (_name, after) => {
    expect(breaks(before, after)).toEqual([]);
  });

  it("may be neither taken away nor hidden", () => {
    const fact = { name: "OrderPlaced", version: 1, visibility: "public", schema: before };
    expect(broken([fact], [])).toEqual(["OrderPlaced v1 is gone"]);
    expect(broken([fact], [{ ...fact, visibility: "internal" }])).toEqual(["OrderPlaced v1 is no longer public"]);
    expect(broken([fact], [fact, { ...fact, version: 2, schema: {} }])).toEqual([]);
  });

  it("is followed through its references", () => {
    const shared = (type: string) => ({
      type: "object",
      properties: { total: { $ref: "#/$defs/Money" } },
      $defs: { Money: { type: "object", properties: { minor: { type } } } },
    });
    expect(breaks(shared("integer"), shared("string"))).toEqual(["/total/minor has another type"]);
  });
});
