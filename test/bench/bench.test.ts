import { expect, it } from "vitest";
import { compare, figure, median, percentile, quantile } from "../../bench/figure.ts";
import { groups } from "../../bench/groups.ts";
import { BEYOND, MINIMUM, total } from "../../bench/paper-minimum.ts";
import { print } from "../../bench/print.ts";

/** Only what is counted: how long anything takes is the machine's business. */
const MINUTES = 60_000;
const run = (name: string) => groups[name]!({ quick: true });

it("tells the units of every use case, and explains on paper each one that the main job spends", { timeout: 10 * MINUTES }, async () => {
  const { figures, notes } = await run("units");
  const of = (name: string, unit: string) => figures.find((each) => each.name === name && each.unit === unit)?.median ?? Number.NaN;
  // Facts are confirmed in batches of up to a minute, which a slow day has and a fast one has not.
  const silent = notes.filter((note) => note.startsWith("Not called"));
  expect(silent.filter((note) => note !== "Not called in this day: platform/confirm-facts.")).toEqual([]);
  expect(of("sales/win-opportunity", "write units")).toBeGreaterThanOrEqual(16);
  expect(of("sales/win-opportunity", "read units")).toBeGreaterThanOrEqual(5);
  expect(of("finance/list-accounts", "read units")).toBe(0);
  expect(of("sales/show-order", "write units")).toBe(0);
  // Two facts heard at the same moment may cost a second decision, so more is possible, less is not.
  expect(of("win → settled, three lines", "write units")).toBeGreaterThanOrEqual(total([...MINIMUM, ...BEYOND], "write"));
  expect(of("win → settled, three lines", "read units")).toBeGreaterThanOrEqual(total([...MINIMUM, ...BEYOND], "read"));
  expect(of("win → settled, three lines", "USD per million")).toBeGreaterThan(0);
});

it("promises exactly the pieces there are and numbers invoices without a gap, conflicts or not", { timeout: 10 * MINUTES }, async () => {
  const { figures, notes } = await run("contention");
  const counted = figures.filter(({ unit }) => unit === "pieces" || unit === "number").map((each) => each.median);
  expect(counted).toEqual([12, 8, 20, 12, 8, 20]);
  expect(notes.filter((note) => note.startsWith("Parked"))).toEqual([]);
});

it("multiplies orders into items that the API finds: full pages cost the same at twice as many", { timeout: 10 * MINUTES }, async () => {
  const { figures } = await run("growth");
  const units = (name: string) => figures.filter((each) => each.name.startsWith(`${name} at `) && each.unit === "units").map((each) => each.median);
  for (const name of ["sales/list-orders, all", "sales/list-orders, of a customer", "finance/list-invoices, of a customer"]) {
    const [before = 0, after] = units(name);
    // A page of 25: one unit for each of its things, and the index.
    expect([name, before], name).toEqual([name, after]);
    expect(before, name).toBeGreaterThanOrEqual(25);
  }
  expect(units("sales/show-order")).toEqual([2, 2]);
});

it("weighs bundles against a client that does nothing else", { timeout: 5 * MINUTES }, async () => {
  const { figures } = await run("bundles");
  const sizes = figures.filter(({ unit }) => unit === "KB");
  expect(sizes.length).toBe(6);
  const [bare, stripped, ...ours] = sizes;
  expect(stripped!.median).toBeLessThan(bare!.median);
  for (const { name, median: kilobytes, comparedWith } of ours) {
    expect(kilobytes, name).toBeGreaterThan(stripped!.median);
    expect(comparedWith?.ratio, name).toBeCloseTo(kilobytes / bare!.median, 6);
  }
});

it("imports every row of a file once, for as many units a row in a long file as in a short one", { timeout: 5 * MINUTES }, async () => {
  const { figures, notes } = await run("imports");
  const of = (unit: string) => figures.filter((each) => each.unit === unit).map((each) => each.median);
  expect(notes.map((note) => note.match(/\d+ created/)?.[0])).toEqual(["100 created", "400 created"]);
  const [short = 0, long = 0] = of("write units a row");
  expect(long).toBeLessThan(short * 1.1);
  // The file is known by its content: nothing is sent, nothing is written.
  expect(of("write units")).toEqual([0, 0]);
});

it("takes medians and quartiles as they are defined, and refuses a figure of nothing", () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), quantile([5, 1, 3], 0), quantile([5, 1, 3], 1), quantile([1, 2, 3, 4], 0.25)]).toEqual([2, 2.5, 1, 5, 1]);
  expect(figure("job", "ms", [9, 1, 5]).spread).toEqual([1, 9]);
  expect(figure("job", "ms", [1, 2, 3, 4, 5, 6, 7, 8], { what: "bare", value: 9 })).toEqual({
    name: "job",
    unit: "ms",
    median: 4.5,
    spread: [2, 6],
    n: 8,
    comparedWith: compare("bare", 9, 4.5),
  });
  expect(
    percentile(
      "p95",
      "ms",
      Array.from({ length: 100 }, (_, at) => at + 1),
      0.95,
    ).median,
  ).toBe(95);
  expect(() => figure("job", "ms", [])).toThrow(RangeError);
});

it("prints one line of JSON for each figure", () => {
  const said: string[] = [];
  print("units", { figures: [figure("show-order", "read units", [2, 2]), figure("job", "ms", [1.000049])], notes: ["A note."] }, (line) => said.push(line));
  const told = said.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  expect(told).toEqual([
    { group: "units", name: "show-order", unit: "read units", median: 2, spread: [2, 2], n: 2 },
    { group: "units", name: "job", unit: "ms", median: 1, spread: [1, 1], n: 1 },
  ]);
  expect(said.join("\n")).toContain("A note.");
});
