import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { bring, upload } from "../kit/importing.ts";
import { type World, world } from "../kit/world.ts";

let w: World;
const eur = (minor: number) => ({ minor, currency: "EUR" });
async function open(given: Parameters<typeof world>[0] = {}) {
  w = await world(given);
  for (const sku of ["CHAIR", "TABLE"])
    await w.must("catalog/add-product", { body: { sku, name: sku, kind: "goods", listPrice: eur(10_000), taxCode: "S19" } });
  await w.must("catalog/add-product", { body: { sku: "OILING", name: "Oiling", kind: "service", taxCode: "S19" } });
  await w.settle();
}
beforeEach(() => open());

const kind = "opening-stock";
const header = ["Item No.", "Units in stock", "Cost price", "Currency", "Count date"];
const chair = ["CHAIR", "40", "71.225", "eur", "2026-01-01"];
const table = ["TABLE", "6.5", "268", "EUR", ""];
const level = (sku: string) => w.must("inventory/show-stock-level", { path: { sku } });
const closing = async (): Promise<Record<string, number>> => {
  const { accounts } = await w.must("finance/show-trial-balance", { query: { company: "MAIN", period: "9999-12" } });
  return Object.fromEntries(accounts.map(({ account, closing: { minor } }: { account: string; closing: { minor: number } }) => [account, minor]));
};

test("stands on the shelves at its cost, and in the books against opening balances", async () => {
  const { outcomes, shown } = await bring(w, kind, header, [chair, table]);
  expect(outcomes).toEqual(["created", "created"]);
  expect(shown).toMatchObject({ status: "done", rows: { uploaded: 2, created: 2, updated: 0, unchanged: 0, rejected: 0 } });
  expect(await level("CHAIR")).toMatchObject({ onHand: 40, available: 40, value: eur(284_900), averageCost: eur(7122.5) });
  expect(await level("TABLE")).toMatchObject({ onHand: 6.5, value: eur(174_200) });
  expect(await w.must("inventory/list-stock-moves", { path: { sku: "CHAIR" } })).toMatchObject([{ kind: "opening", movedOn: "2026-01-01", quantity: 40 }]);
  expect(await closing()).toEqual({ 1200: 459_100, 3900: -459_100 });
  expect(w.facts("GoodsReceived").map(({ data }) => [data.origin, data.receivedOn])).toContainEqual(["opening", "2026-01-01"]);
  expect(await w.must("finance/list-journal-entries", { query: { period: "2026-01" } })).toMatchObject([
    { postedOn: "2026-01-01", source: { type: "receipt" } },
  ]);
});

test("goods that are bought are still to be invoiced, as before", async () => {
  await bring(w, kind, header, [chair]);
  await w.must("inventory/receive-goods", { body: { lines: [{ sku: "CHAIR", quantity: 1, unitCost: eur(100) }] } });
  await w.settle();
  expect(await closing()).toEqual({ 1200: 285_000, 2000: -100, 3900: -284_900 });
});

test("goes to those who wait for it", async () => {
  const { id: customerId } = await w.must("sales/register-customer", { body: { name: "Ada", currency: "EUR" } });
  await w.must("sales/place-order", { body: { customerId, lines: [{ sku: "TABLE", quantity: 2 }] } });
  await w.settle();
  expect(await level("TABLE")).toMatchObject({ backOrdered: 2 });
  await bring(w, kind, header, [table]);
  expect(await level("TABLE")).toMatchObject({ onHand: 6.5, reserved: 2, backOrdered: 0, available: 4.5 });
});

test("comes once: the same file changes nothing, another count is for a person", async () => {
  await bring(w, kind, header, [chair, table]);
  expect((await bring(w, kind, header, [table, chair])).outcomes).toEqual(["unchanged", "unchanged"]);
  const { results } = await bring(w, kind, header, [chair.with(1, "41"), table]);
  expect(results).toMatchObject([{ outcome: "rejected", errors: [{ code: "already_imported_differently" }] }, { outcome: "unchanged" }]);
  expect(await level("CHAIR")).toMatchObject({ onHand: 40 });
  expect(w.facts("GoodsReceived")).toHaveLength(2);
});

test("takes the good rows and says of the others what is wrong, by field", async () => {
  await w.must("inventory/receive-goods", { body: { lines: [{ sku: "TABLE", quantity: 1, unitCost: { minor: 1, currency: "USD" } }] } });
  const bad = [
    chair.with(1, "0"),
    chair.with(1, "-3"),
    chair.with(1, "0.0000001"),
    chair.with(2, "1.2345678"),
    chair.with(2, "-1"),
    chair.with(3, ""),
    chair.with(3, "ZZZ"),
    chair.with(4, "2026-02-30"),
    chair.with(4, "2999-01-01"),
    chair.with(1, "90000000").with(2, "900000000"),
    chair.with(1, "x"),
  ];
  for (const at of bad.keys()) await w.must("catalog/add-product", { body: { sku: `P-${at}`, name: "P", kind: "goods", taxCode: "S19" } });
  await w.settle();
  const rows = [chair.with(0, "GHOST"), ["OILING", "1", "1", "EUR", ""], table, ...bad.map((row, at) => row.with(0, `P-${at}`))];
  const { results } = await bring(w, kind, header, rows);
  expect(results.map(({ outcome, errors = [] }) => errors.map(({ code, field }) => `${code} ${field}`).join() || outcome)).toEqual([
    "unknown_product sku",
    "unknown_product sku",
    "cost_currency_mismatch currency",
    ...Array.from({ length: 3 }, () => "invalid_value quantity"),
    ...Array.from({ length: 2 }, () => "invalid_value unitCost"),
    "value_missing currency",
    "invalid_value currency",
    "not_a_date countedOn",
    "date_in_future countedOn",
    "value_too_large quantity",
    "not_a_number quantity",
  ]);
  expect(await level("CHAIR")).toMatchObject({ onHand: 0 });
});

test("of two rows that say different things of one product the first counts, in one chunk and across chunks", async () => {
  const other = chair.with(1, "41");
  expect((await bring(w, kind, header, [chair, other, chair])).results.map(({ outcome, errors }) => errors?.[0]?.code ?? outcome)).toEqual([
    "created",
    "duplicate_row",
    "unchanged",
  ]);
  const id = await upload(w, kind, header, [[table], [table.with(2, "1")]]);
  await w.settle();
  expect((await w.must("platform/show-import", { path: { id } })).rows).toMatchObject({ created: 1, rejected: 1 });
});

test("hears a chunk twice and tells the same twice", async () => {
  await bring(w, kind, header, [chair, chair.with(0, "GHOST")]);
  expect(await w.deliver(w.facts("ImportChunkUploaded")[0]!)).toEqual([]);
  const told = w.facts("OpeningStockImported");
  expect(told).toHaveLength(2);
  expect(told[1]!.data).toEqual(told[0]!.data);
  expect(await level("CHAIR")).toMatchObject({ onHand: 40 });
});

test("checks everything in a dry run and takes nothing in", async () => {
  const { outcomes } = await bring(w, kind, header, [chair, table.with(0, "GHOST")], { dryRun: true });
  expect(outcomes).toEqual(["created", "rejected"]);
  expect(await level("CHAIR")).toMatchObject({ onHand: 0 });
  expect(w.facts("GoodsReceived")).toEqual([]);
  expect((await bring(w, kind, header, [chair])).outcomes).toEqual(["created"]);
});

test("whatever the stock, however often and in whatever order facts come, shelves and books agree", async () => {
  const stock = fc.record({ millionths: fc.integer({ min: 1, max: 9_000_000_000 }), tenThousandths: fc.integer({ min: 0, max: 900_000_000 }) });
  const written = (value: number, digits: number) => {
    const text = String(value).padStart(digits + 1, "0");
    return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  };
  await fc.assert(
    fc.asyncProperty(fc.tuple(stock, stock), fc.integer({ min: 1, max: 1_000 }), async ([one, other], seed) => {
      await open({ seed, duplicates: 0.5, shuffle: true });
      const rows = [one, other].map(({ millionths, tenThousandths }, at) => [
        ["CHAIR", "TABLE"][at]!,
        written(millionths, 6),
        written(tenThousandths, 6),
        "EUR",
        "",
      ]);
      const id = await upload(w, kind, header, [rows.slice(0, 1), rows.slice(1), rows]);
      await w.settle();
      expect((await w.must("platform/show-import", { path: { id } })).rows).toMatchObject({ created: 2, unchanged: 2, rejected: 0 });
      expect([(await level("CHAIR")).onHand, (await level("TABLE")).onHand]).toEqual([one.millionths / 1e6, other.millionths / 1e6]);
      const { 1200: inventory = 0, 3900: equity = 0 } = await closing();
      const worth = (await w.must("inventory/list-stock-levels")).reduce((sum: number, { value }: { value: { minor: number } }) => sum + value.minor, 0);
      expect([inventory, 0 - equity]).toEqual([worth, worth]);
    }),
    { numRuns: 8 },
  );
});
