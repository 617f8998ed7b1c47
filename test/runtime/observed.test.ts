import { expect, it } from "vitest";
import * as z from "zod";
import { observed, placeOf } from "../../functions/_runtime/observed.ts";
import { lambdaContext } from "../kit/gateway-event.ts";
import { takeLines } from "../kit/logs.ts";

const thrown = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

it("logs where an error happened and nothing of what it says, on however many lines it says it", () => {
  const errors = [
    new Error("Zephyrine\nQuillfeather\n    lives here"),
    thrown(() => JSON.parse('{"name":\n"Zephyrine\nQuillfeather"')),
    thrown(() => z.object({ Quillfeather: z.string() }).parse({})),
  ];
  for (const error of errors) {
    const { kind, stack } = placeOf(error);
    expect(kind).toMatch(/Error$/);
    expect(stack?.length).toBeGreaterThan(0);
    for (const line of stack ?? []) expect(line).toMatch(/^\s+at /);
    expect(JSON.stringify(stack)).not.toMatch(/Zephyrine|Quillfeather|lives/);
  }
  expect(placeOf("Quillfeather")).toEqual({ kind: "unknown" });
});

it("says the same little of what ends a function", async () => {
  const handler = observed(async () => {
    throw new Error("first line\nZephyrine Quillfeather");
  });
  await expect(handler({}, lambdaContext())).rejects.toThrow();
  const lines = takeLines();
  expect(lines.filter((line) => line.includes('"message":"failed"')).length).toBe(1);
  expect(lines.join()).not.toContain("Quillfeather");
});
