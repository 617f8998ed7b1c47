import fc from "fast-check";
import { expect, test } from "vitest";
import { suppliers } from "../../domain/kernel/imports/supplier-fields.ts";
import { SupplierId } from "../../domain/kernel/values.ts";
import { registerSupplier, reviseSupplier, revisionOf } from "../../domain/purchasing/supplier.ts";
import { revisionBy, supplierOf } from "../../domain/purchasing/supplier-import.ts";

const id = SupplierId.parse("01JD3Z7Q8R5T6V9W0X1Y2Z3A4B");
const known = suppliers.fields.map(({ name }) => name);
const examples = Object.fromEntries(suppliers.fields.map(({ name, example }) => [name, example]));
/** What a cell may hold after it was read: something that fits, or anything at all; never blank. */
const anything = fc.string({ unit: "binary", minLength: 1, maxLength: 250 }).filter((typed) => typed.trim() !== "");
const cell = (name: string) => fc.oneof({ weight: 9, arbitrary: fc.constant(examples[name] ?? "") }, { weight: 1, arbitrary: anything });
const rows = fc.record(Object.fromEntries(known.map((name) => [name, fc.option(cell(name), { nil: undefined })])), {
  requiredKeys: [],
});
const said = (row: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(row).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));

test("the example of every field makes a supplier", () => {
  const read = supplierOf({ ...examples, paymentTermDays: "14" });
  expect(read).toMatchObject({
    reference: "S-1001",
    taxId: "DE123456789",
    paymentTermDays: 14,
    address: { street: ["Lindenstr. 4", "2nd floor"], region: "BE" },
  });
});

test("whatever a row says, it is a supplier or each fault names a column there is", () => {
  const met = { suited: 0, unfit: 0 };
  fc.assert(
    fc.property(rows, (row) => {
      const read = supplierOf(said(row));
      met["unfit" in read ? "unfit" : "suited"] += 1;
      if ("unfit" in read) for (const { field } of read.unfit) expect(known).toContain(field);
    }),
    { numRuns: 500 },
  );
  // Of each there are many: neither half of the sentence is said of nothing.
  expect(Math.min(met.suited, met.unfit)).toBeGreaterThan(10);
});

test("the row that made a supplier changes nothing of it, and one with empty cells neither", () => {
  fc.assert(
    fc.property(fc.subarray(known.filter((name) => !/^(reference|name|street2?|city|country|postalCode|region)$/.test(name))), fc.boolean(), (some, placed) => {
      const address = placed ? ["street", "city", "country"] : [];
      const row = Object.fromEntries(["reference", "name", ...some, ...address].map((name) => [name, examples[name] ?? ""]));
      const input = supplierOf(row);
      if ("unfit" in input) throw new Error(JSON.stringify(input.unfit));
      const { possibleDuplicates: _, ...supplier } = registerSupplier(input, id, []).value;
      for (const again of [row, { reference: "S-1001", name: examples["name"] ?? "" }]) {
        const revision = revisionBy(again, id);
        if ("unfit" in revision) throw new Error(JSON.stringify(revision.unfit));
        expect(reviseSupplier(supplier, revisionOf(supplier, revision), [])).toMatchObject({ changes: [], facts: [] });
      }
    }),
  );
});
