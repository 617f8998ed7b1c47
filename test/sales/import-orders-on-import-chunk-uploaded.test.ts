import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { bring, type Importing, type Rows, upload } from "../kit/importing.ts";
import { expectSound, shop } from "../kit/shop.ts";
import type { World } from "../kit/world.ts";

let w: World;
let s: Awaited<ReturnType<typeof shop>>;
const kind = "open-orders";
const header = ["Order No.", "Customer No.", "Item", "Qty", "Price", "Discount", "Order date", "Delivery date"];
/** Two lines of one order: what is said of the whole stands in the first. */
const desk = ["SO-1", "C-1", "DESK", "2", "99.5", "10", "2026-01-05", "2026-02-01"];
const lamp = ["SO-1", "", "LAMP", "0.5", "", "", "", ""];
const other = ["SO-2", "C-2", "LAMP", "4", "0.0035", "", "", ""];

const stand = async (options: Parameters<typeof shop>[1] = {}) => {
  s = await shop(
    [
      { sku: "DESK", price: 10_000, onHand: 5 },
      { sku: "LAMP", price: 2_000 },
      { sku: "HELP", price: 5_000, kind: "service" },
    ],
    options,
  );
  w = s.erp;
  await bring(
    w,
    "customers",
    ["id", "name", "terms"],
    [
      ["C-1", "Ada", "14"],
      ["C-2", "Bob", ""],
    ],
  );
};
beforeEach(() => stand());

const orders = (): Promise<any[]> => w.must("sales/list-orders", { query: { limit: "100" } });
const whole = async (): Promise<any[]> => Promise.all((await orders()).map(({ id }) => s.show(id)));
const byReference = async (reference: string) => (await whole()).find((order) => order.reference === reference);
const import_ = (rows: Rows, more: Importing = {}, columns: readonly string[] = header) => bring(w, kind, columns, rows, more);
const said = ({ results }: Awaited<ReturnType<typeof bring>>) =>
  results.map(({ outcome, errors = [] }) => [outcome, ...errors.map(({ code, field }) => (field === undefined ? code : `${code} ${field}`))].join(" "));
const nothing = async () => {
  expect(await orders()).toEqual([]);
  expect(w.facts("OrderPlaced")).toEqual([]);
};

test("places each order once with all its lines, as if it had been typed in, billed as it ships", async () => {
  const { outcomes, shown } = await import_([desk, lamp, other]);
  expect(outcomes).toEqual(["created", "created", "created"]);
  expect(shown.rows).toEqual({ uploaded: 3, created: 3, updated: 0, unchanged: 0, rejected: 0 });
  expect(await byReference("SO-1")).toMatchObject({
    placedOn: "2026-01-05",
    promisedOn: "2026-02-01",
    paymentTermDays: 14,
    invoicing: "on-shipment",
    company: "MAIN",
    lines: [
      { lineNo: 1, sku: "DESK", quantity: 2, unitPrice: { minor: 9_950, currency: "EUR" }, discountPercent: 10 },
      { lineNo: 2, sku: "LAMP", quantity: 0.5, unitPrice: { minor: 2_000, currency: "EUR" } },
    ],
  });
  expect(await byReference("SO-2")).toMatchObject({ paymentTermDays: 30, lines: [{ sku: "LAMP", quantity: 4, unitPrice: { minor: 0.35 } }] });
  expect(w.facts("OrderPlaced")).toHaveLength(2);
  expect(w.facts("InvoiceIssued")).toEqual([]);
  expect(await s.level("DESK")).toMatchObject({ reserved: 2, available: 3 });
  await expectSound(w);
});

test("takes terms of the whole order from whichever row says them, and bills at once where told to", async () => {
  const columns = ["reference", "customer", "sku", "quantity", "currency", "company", "terms", "invoicing", "price"];
  const rows = [
    ["A", "", "HELP", "1", "", "", "", "", "7"],
    ["A", "C-1", "DESK", "1", "usd", "EAST", "5", "on-order", "7"],
  ];
  expect((await import_(rows, {}, columns)).outcomes).toEqual(["created", "created"]);
  expect(await byReference("A")).toMatchObject({ currency: "USD", company: "EAST", paymentTermDays: 5, invoicing: "on-order" });
  expect(w.facts("InvoiceIssued")).toHaveLength(1);
});

test("refuses an order whole for what one of its rows says, and takes the others", async () => {
  expect(said(await import_([desk, lamp.with(2, "SOFA"), other]))).toEqual(["rejected another_row_rejected", "rejected unknown_product sku", "created"]);
  expect(await orders()).toHaveLength(1);
});

test("says of each order what is wrong, by row and field, and places none of them", async () => {
  const columns = [...header, "currency", "company", "terms", "invoicing", "tax code"];
  let at = 0;
  const one = (changes: Record<number, string>) => {
    at += 1;
    return [`X-${at}`, "C-1", "DESK", "1", "", "", "", "", "", "", "", "", ""].map((cell, index) => changes[index] ?? cell);
  };
  const cases: [string[], string][] = [
    [one({ 0: "" }), "value_missing reference"],
    [one({ 0: "" }).slice(1), "wrong_number_of_columns"],
    [one({ 1: "" }), "value_missing customer"],
    [one({ 1: "C-9" }), "unknown_customer customer"],
    [one({ 1: "C".repeat(5_000) }), "unknown_customer customer"],
    [one({ 2: "desk" }), "invalid_value sku"],
    [one({ 2: "SOFA" }), "unknown_product sku"],
    [one({ 3: "0" }), "invalid_value quantity"],
    [one({ 3: "-1" }), "invalid_value quantity"],
    [one({ 3: "1.0000001" }), "invalid_value quantity"],
    [one({ 3: "99999999999999999999" }), "invalid_value quantity"],
    [one({ 3: "" }), "value_missing quantity"],
    [one({ 4: "-1" }), "invalid_value unitPrice"],
    [one({ 4: "1.0000001" }), "invalid_value unitPrice"],
    [one({ 5: "101" }), "invalid_value discountPercent"],
    [one({ 6: "2999-01-01" }), "date_in_future placedOn"],
    [one({ 6: "1969-12-31" }), "invalid_value placedOn"],
    [one({ 7: "2026-02-30" }), "not_a_date promisedOn"],
    [one({ 8: "XXX" }), "invalid_value currency"],
    [one({ 8: "USD" }), "price_missing unitPrice"],
    [one({ 9: "no company" }), "invalid_value company"],
    [one({ 10: "1.5" }), "invalid_value paymentTermDays"],
    [one({ 11: "sometime" }), "invalid_value invoicing"],
    [one({ 12: "S" }), "invalid_value taxCode"],
    [one({ 3: "1000000000", 4: "1000000" }), "amount_too_large quantity"],
    [one({ 0: "R".repeat(101) }), "invalid_value reference"],
  ];
  // One import each: a row of which nobody knows whose it is would take its neighbours with it.
  for (const [row, expected] of cases) expect([said(await import_([row], {}, columns)), row], expected).toEqual([[`rejected ${expected}`], row]);
  await nothing();
});

test("refuses an order whose rows contradict each other, and one of an archived customer", async () => {
  expect(said(await import_([desk, lamp.with(1, "C-2").with(6, "2026-01-06")]))).toEqual([
    "rejected another_row_rejected",
    "rejected differs_within_order customer differs_within_order placedOn",
  ]);
  const bob = (await w.must("sales/list-customers")).find(({ reference }: { reference: string }) => reference === "C-2");
  await w.must("sales/revise-customer", { path: { id: bob.id }, body: { status: "archived" } });
  expect(said(await import_([other]))).toEqual(["rejected customer_archived customer"]);
  await nothing();
});

describe("a row of which nobody knows whose it is", () => {
  test("takes the orders it stands between with it: none is placed without one of its lines", async () => {
    const third = other.with(0, "SO-3");
    expect(said(await import_([desk, lamp.with(0, ""), lamp, other, third.slice(1), third]))).toEqual([
      "rejected another_row_rejected",
      "rejected value_missing reference",
      "rejected another_row_rejected",
      "rejected another_row_rejected",
      "rejected wrong_number_of_columns",
      "rejected another_row_rejected",
    ]);
    await nothing();
    expect(said(await import_([desk, lamp, other, third]))).toEqual(["created", "created", "created", "created"]);
  });

  test("is not where chunks part", async () => {
    const { id } = await w.must("platform/open-import", { body: { kind, columns: header } });
    const send = (number: string, firstRow: number, row: readonly string[]) =>
      w.call("platform/upload-import-chunk", { path: { id, number }, body: { firstRow, csv: `${row.join(",")}\r\n` } });
    expect((await send("1", 1, desk.with(0, ""))).status).toBe(200);
    expect((await send("2", 2, other)).body).toMatchObject({ status: 409, code: "group_continued" });
  });
});

describe("an order across chunks", () => {
  const open = async (): Promise<string> => (await w.must("platform/open-import", { body: { kind, columns: header } })).id;
  const send = (id: string, number: string, firstRow: number, rows: Rows) =>
    w.call("platform/upload-import-chunk", { path: { id, number }, body: { firstRow, csv: rows.map((row) => `${row.join(",")}\r\n`).join("") } });

  test("is refused, whichever part comes first", async () => {
    for (const [first, second] of [
      ["1", "2"],
      ["2", "1"],
    ] as const) {
      const id = await open();
      expect((await send(id, first, Number(first), [desk])).status).toBe(200);
      expect((await send(id, second, Number(second), [lamp])).body).toMatchObject({ status: 409, code: "group_continued" });
      expect((await send(id, second, Number(second), [other])).status).toBe(200);
    }
  });

  test("is refused when both parts come at the same moment", async () => {
    for (let times = 0; times < 5; times += 1) {
      const id = await open();
      const both = await Promise.all([send(id, "1", 1, [desk]), send(id, "2", 2, [lamp])]);
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    }
  });
});

describe("the same again", () => {
  test("changes nothing, and something else under its number is refused", async () => {
    await import_([desk, lamp, other]);
    expect((await import_([other, desk, lamp])).outcomes).toEqual(["unchanged", "unchanged", "unchanged"]);
    expect(said(await import_([desk.with(3, "3"), lamp, other]))).toEqual([
      "rejected already_imported_differently",
      "rejected another_row_rejected",
      "unchanged",
    ]);
    expect(w.facts("OrderPlaced")).toHaveLength(2);
  });

  test("counts once in one file: what differs is refused", async () => {
    expect(said(await import_([desk, other, desk, other.with(3, "5")]))).toEqual(["created", "created", "unchanged", "rejected duplicate_row"]);
    expect(await orders()).toHaveLength(2);
  });

  test("is told the same when a chunk is heard twice", async () => {
    await import_([desk, lamp, other.with(2, "SOFA")]);
    expect(await w.deliver(w.facts("ImportChunkUploaded").at(-1)!)).toEqual([]);
    const told = w.facts("OpenOrdersImported");
    expect(told).toHaveLength(2);
    expect(told[1]!.data).toEqual(told[0]!.data);
    expect(w.facts("OrderPlaced")).toHaveLength(1);
  });
});

test("checks everything in a dry run and places nothing", async () => {
  expect((await import_([desk, lamp, other.with(1, "C-9")], { dryRun: true })).outcomes).toEqual(["created", "created", "rejected"]);
  await nothing();
  expect(await s.level("DESK")).toMatchObject({ reserved: 0, available: 5 });
});

test("tells nothing of what stands in the rows", async () => {
  await import_([desk.with(1, "Zebedee"), other.with(3, "x7x").with(0, "Zebedee")]);
  expect(JSON.stringify(w.facts())).not.toMatch(/zebedee|x7x/i);
});

test("however chunks are cut between orders and however often facts come: every order has all its lines, once", async () => {
  const lines = fc.array(fc.record({ sku: fc.constantFrom("DESK", "LAMP", "HELP"), quantity: fc.integer({ min: 1, max: 5 }) }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(lines, { minLength: 2, maxLength: 6 }), fc.integer({ min: 1, max: 1_000 }), async (given, seed) => {
      await stand({ seed, duplicates: 0.5, shuffle: true });
      const groups = given.map((each, at) => each.map(({ sku, quantity }) => [`SO-${at}`, "C-1", sku, String(quantity), "", "", "", ""]));
      const cut = 1 + (seed % (groups.length - 1));
      const id = await upload(w, kind, header, [groups.slice(0, cut).flat(), groups.slice(cut).flat()]);
      await w.settle();
      const { status, rows } = await w.must("platform/show-import", { path: { id } });
      expect([status, rows.created]).toEqual(["done", given.flat().length]);
      const kept = new Map((await whole()).map(({ reference, lines: of }) => [reference, of.map(({ sku, quantity }: any) => ({ sku, quantity }))]));
      expect(kept).toEqual(new Map(given.map((each, at) => [`SO-${at}`, each])));
      await expectSound(w);
    }),
    { numRuns: 5 },
  );
});
