import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { Money, UnitPrice } from "../../domain/kernel/money.ts";
import { columnsOf } from "../../functions/_runtime/export-columns.ts";
import { csvOf } from "../../functions/_runtime/export-csv.ts";

const Thing = z
  .object({
    id: z.string(),
    name: z.string().optional(),
    count: z.number().nullable(),
    held: z.boolean().optional(),
    address: z.strictObject({ street: z.array(z.string()), city: z.string().default("Berlin") }).optional(),
    total: Money,
    price: UnitPrice.optional(),
    lines: z.array(z.object({ sku: z.string(), net: Money })),
    at: z.partialRecord(z.enum(["begun", "done"]), z.string()),
  })
  .meta({ id: "ExportedThing" });
const thing = { id: "1", count: 0, total: { minor: 12_990, currency: "EUR" }, lines: [], at: {} };
const rowOf = (item: object, options = {}) => {
  const [row = {}] = parse<Record<string, string>>(csvOf(columnsOf(Thing), [{ ...thing, ...item }], options), { columns: true, bom: true });
  return row;
};

describe("the columns of an export", () => {
  it("are the schema's fields in its order: nested ones flattened, money as amount and currency, lists and records as one", () => {
    const names = "id name count held address.street address.city total.amount total.currency price.amount price.currency lines at";
    expect(columnsOf(Thing).map(({ name }) => name)).toEqual(names.split(" "));
    expect(columnsOf(z.string())).toEqual([]);
  });

  it("show amounts as decimals, nothing as nothing, and lists as JSON that can be read back", () => {
    const lines = [{ sku: 'A "quoted", one', net: { minor: 1, currency: "EUR" } }];
    expect(rowOf({ held: false, price: { minor: 0.35, currency: "JPY" }, lines, address: { street: ["Lindenstr. 4"], city: "Köln" } })).toEqual({
      id: "1",
      name: "",
      count: "0",
      held: "false",
      "address.street": '["Lindenstr. 4"]',
      "address.city": "Köln",
      "total.amount": "129.90",
      "total.currency": "EUR",
      "price.amount": "0.35",
      "price.currency": "JPY",
      lines: JSON.stringify(lines),
      at: "{}",
    });
    expect(rowOf({ count: null })).toMatchObject({ count: "", "address.city": "", "price.amount": "", "price.currency": "" });
  });
});

describe("CSV", () => {
  it("ends lines with CRLF and quotes what must be quoted (RFC 4180)", () => {
    const columns = columnsOf(z.object({ a: z.string(), b: z.string() }));
    const csv = csvOf(columns, [
      { a: "plain", b: 'say "hi"' },
      { a: "one,two", b: "up\ndown" },
      { a: "up\rdown", b: "" },
      { a: " spaced ", b: "semi;colon" },
    ]);
    expect(csv).toBe('a,b\r\nplain,"say ""hi"""\r\n"one,two","up\ndown"\r\n"up\rdown",\r\n spaced ,semi;colon\r\n');
  });

  it("is a header line where there is nothing, and begins with a mark where one is asked for", () => {
    expect(csvOf(columnsOf(z.object({ a: z.string() })), [])).toBe("a\r\n");
    expect(csvOf(columnsOf(z.object({ a: z.string() })), [], { bom: true })).toBe("\uFEFFa\r\n");
  });

  it.each([
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
    "+49301234567",
    "-2+3",
    "-5",
    "@SUM(A1)",
    "\tx",
    "\r=1",
    "\n=1",
    "  =1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
    "\u3000=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    "﹦1",
    "﹢1",
    "﹣1",
    "﹫x",
    "−1",
    "=",
  ])("%j is never run: it begins with an apostrophe, and is else as it was", (text) => {
    expect(rowOf({ name: text })["name"]).toBe(`'${text}`);
  });

  it.each(["a=1", "1-2", "ada@example.com", "'=1", '"=1"', "5%", "#1", "", "é", "日本", "(=1)"])("%j stays as it is", (text) => {
    expect(rowOf({ name: text })["name"]).toBe(text);
  });

  it("leaves numbers alone: a negative amount is an amount", () => {
    expect(rowOf({ count: -3, total: { minor: -150, currency: "EUR" } })).toMatchObject({ count: "-3", "total.amount": "-1.50" });
  });

  it("is read back by any reader as what was written, whatever text is in it", () => {
    const columns = columnsOf(z.object({ a: z.string(), b: z.string() }));
    fc.assert(
      fc.property(fc.array(fc.record({ a: fc.string({ unit: "binary" }), b: fc.string({ unit: "grapheme" }) })), (items) => {
        const read = parse(csvOf(columns, items), { columns: true, record_delimiter: "\r\n" }) as { a: string; b: string }[];
        const plain = (text: string, original: string) => (text === `'${original}` ? original : text);
        expect(read.map((row, at) => ({ a: plain(row.a, items[at]?.a ?? ""), b: plain(row.b, items[at]?.b ?? "") }))).toEqual(items);
        for (const cell of read.flatMap(({ a, b }) => [a, b])) expect(cell.normalize("NFKC")).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });
});
