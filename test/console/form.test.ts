import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { added, at, changes, pointerTo, put, removed, same, tidy } from "../../console/src/form/draft.ts";
import { differences, merged } from "../../console/src/form/conflict.ts";
import { answered, keyFor, unanswered } from "../../console/src/form/unanswered.ts";
import { coerced } from "../../console/src/form/coerce.ts";
import { faultsOf } from "../../console/src/form/validate.ts";
import { begun } from "../../console/src/form/begin.ts";
import { amountOf, minorOf, showMoney } from "../../console/src/format/money.ts";
import { compare } from "../../console/src/list/compare.ts";
import { joined, nextOf } from "../../console/src/list/csv.ts";
import { contract } from "./kit/contract.ts";

const shelf = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
};

describe("a draft", () => {
  it("is changed by pointers, nothing in place", () => {
    const draft = { name: "Ada", lines: [{ sku: "A" }, { sku: "B" }] };
    expect(put(draft, "/lines/1/sku", "C")).toEqual({ name: "Ada", lines: [{ sku: "A" }, { sku: "C" }] });
    expect(put(draft, "/address/city", "Berlin")).toMatchObject({ address: { city: "Berlin" } });
    expect(removed(added(draft, "/lines", { sku: "D" }), "/lines", 0)).toEqual({ name: "Ada", lines: [{ sku: "B" }, { sku: "D" }] });
    expect(draft.lines).toEqual([{ sku: "A" }, { sku: "B" }]);
    expect(put(draft, "/name", undefined)).toEqual({ lines: draft.lines });
  });

  it("what is put somewhere is found there, whatever the names", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ minLength: 1 }).filter((name) => name !== "__proto__"),
          { minLength: 1, maxLength: 4 },
        ),
        fc.integer(),
        (names, value) => {
          const pointer = names.reduce((parent, name) => pointerTo(parent, name), "");
          expect(at(put({}, pointer, value), pointer)).toBe(value);
        },
      ),
    );
  });

  it("is sent without what nobody filled in", () => {
    expect(tidy({ name: "Ada", email: "", address: { city: "" }, lines: [{ sku: "" }, { sku: "B" }], note: null, tags: [] })).toEqual({
      name: "Ada",
      lines: [{}, { sku: "B" }],
      note: null,
    });
  });

  it("a revision sends what differs and nothing else", () => {
    expect(changes({ name: "A", email: "x", lines: [1], a: { b: 1, c: 2 } }, { name: "B", a: { c: 2, b: 1 } })).toEqual({ name: "B", email: null, lines: [] });
  });

  it("begins with what holds where nothing is said, and the lines that are needed", () => {
    const body = contract.paths["/sales/orders"]?.post?.body;
    expect(begun(contract, body, { customerId: "C" })).toMatchObject({ customerId: "C", company: "MAIN", lines: [{}] });
    expect(begun(contract, contract.paths["/finance/journal-entries"]?.post?.body, {})).toMatchObject({ lines: [{}, {}] });
  });
});

describe("a number", () => {
  const body = contract.paths["/sales/orders"]!.post!.body!;
  const quantity = (typed: unknown) =>
    (coerced(contract, body, { lines: [{ sku: "1", quantity: typed }] }) as { lines: { sku: unknown; quantity: unknown }[] }).lines[0]!;

  it("may be typed as people write it, and text that looks like one stays text", () => {
    expect(["2.50", "2,5", "05", "2.", 2].map((typed) => quantity(typed).quantity)).toEqual([2.5, 2.5, 5, 2, 2]);
    expect(["two", "1,000.5", "0x10", "1e3"].map((typed) => quantity(typed).quantity)).toEqual(["two", "1,000.5", "0x10", "1e3"]);
    expect(quantity(1).sku).toBe("1");
  });
});

describe("what is wrong is said at the field", () => {
  const order = contract.paths["/sales/orders"]!.post!.body!;
  const where = (body: unknown) => faultsOf(contract, order, body).map(({ pointer, key }) => `${pointer} ${key}`);

  it("of an order", () => {
    const good = { customerId: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B", lines: [{ sku: "A", quantity: 1 }] };
    expect(where(good)).toEqual([]);
    expect(where({})).toEqual(["/customerId required", "/lines required"]);
    expect(where({ ...good, lines: [] })).toEqual(["/lines tooFew"]);
    expect(where({ ...good, customerId: "nobody" })).toEqual(["/customerId pattern"]);
    expect(where({ ...good, lines: [{ sku: "A", quantity: 0 }, { quantity: "two" }] })).toEqual([
      "/lines/0/quantity notBelow",
      "/lines/1/sku required",
      "/lines/1/quantity notNumber",
    ]);
    expect(where({ ...good, invoicing: "never" })).toEqual(["/invoicing choice"]);
    expect(where({ ...good, lines: [{ sku: "A", quantity: 1, unitPrice: { minor: "x", currency: "EUR" } }] })).toEqual(["/lines/0/unitPrice/minor notNumber"]);
  });

  it("null takes a value away where that is allowed", () => {
    const revise = contract.paths["/sales/customers/{id}"]!.patch!.body!;
    expect(faultsOf(contract, revise, { email: null })).toEqual([]);
    expect(faultsOf(contract, revise, { name: null })).toMatchObject([{ pointer: "/name", key: "required" }]);
  });

  it("every pattern of the contract is one a browser can read", () => {
    const patterns = [...JSON.stringify(contract).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, pattern = '""']) => JSON.parse(pattern) as string);
    expect(patterns.length).toBeGreaterThan(10);
    for (const pattern of patterns) expect(() => new RegExp(pattern, "u"), pattern).not.toThrow();
  });
});

describe("a conflict loses nobody's work", () => {
  const was = { name: "A", email: "a@x.example", phone: "1", note: "n" };
  const mine = { ...was, name: "Mine", phone: "2" };
  const theirs = { ...was, name: "Theirs", email: "b@x.example" };
  const found = differences(Object.keys(was), was, mine, theirs);

  it("shows what either side changed, and asks where both did", () => {
    expect(found.map(({ field, contested }) => [field, contested])).toEqual([
      ["name", true],
      ["email", false],
      ["phone", false],
    ]);
  });

  it("keeps both sides' changes and the choice", () => {
    expect(merged(found, theirs, { name: "mine" })).toEqual({ name: "Mine", email: "b@x.example", phone: "2", note: "n" });
    expect(merged(found, theirs, { name: "theirs" })).toEqual({ name: "Theirs", email: "b@x.example", phone: "2", note: "n" });
  });

  it("the same change on both sides is no conflict", () => {
    expect(differences(["a"], { a: 1 }, { a: 2 }, { a: 2 })).toMatchObject([{ contested: false }]);
  });
});

describe("the key of a command", () => {
  it("is kept until it is answered, and belongs to what was sent", () => {
    let number = 0;
    const mint = () => `key-${(number += 1)}`;
    const kept = shelf();
    const first = keyFor(kept, "POST /x", { a: 1, b: 2 }, mint);
    expect(keyFor(kept, "POST /x", { b: 2, a: 1 }, mint)).toBe(first);
    expect(unanswered(kept, "POST /x")).toEqual({ key: first, body: { a: 1, b: 2 } });
    expect(keyFor(kept, "POST /x", { a: 2 }, mint)).not.toBe(first);
    answered(kept, "POST /x");
    expect(unanswered(kept, "POST /x")).toBeUndefined();
    expect(same({ a: 1 }, { a: 2 })).toBe(false);
  });
});

describe("money", () => {
  it("is typed in the currency's own decimals and sent in minor units, to the last one", () => {
    expect(minorOf("129.90", "EUR")).toBe(12_990);
    expect(minorOf("129,9", "EUR")).toBe(12_990);
    expect(minorOf("1.005", "EUR")).toBe(100.5);
    expect(minorOf("1200", "JPY")).toBe(1_200);
    expect(minorOf("-0.05", "EUR")).toBe(-5);
    for (const wrong of ["", "abc", "1.2.3", "1,000.00", "."]) expect(minorOf(wrong, "EUR"), wrong).toBeUndefined();
  });

  it("every amount is read back as it was written", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e13, max: 1e13 }),
        fc.constantFrom("EUR", "JPY", "KWD"),
        (minor, currency) => minorOf(amountOf(minor, currency), currency) === minor,
      ),
    );
  });

  it("is shown with every decimal it has", () => {
    expect(showMoney({ minor: 12_990, currency: "EUR" }, "en")).toBe("€129.90");
    expect(showMoney({ minor: 0.5, currency: "EUR" }, "en")).toBe("€0.005");
    expect(showMoney({ minor: 1_200, currency: "JPY" }, "en")).toBe("¥1,200");
  });
});

describe("a list", () => {
  it("is put in order by size, by language, and with nothing last", () => {
    const order = (values: unknown[]) => [...values].sort((a, b) => compare(a, b, "en"));
    expect(order([10, 9, undefined, -1])).toEqual([-1, 9, 10, undefined]);
    expect(order(["b10", "B9", "a"])).toEqual(["a", "B9", "b10"]);
    expect(
      order([
        { minor: 2, currency: "EUR" },
        { minor: 1, currency: "EUR" },
      ]),
    ).toEqual([
      { minor: 1, currency: "EUR" },
      { minor: 2, currency: "EUR" },
    ]);
  });

  it("is exported as one file with one header", () => {
    expect(joined(["id,name\r\n1,a\r\n", "id,name\r\n2,b\r\n"])).toBe("id,name\r\n1,a\r\n2,b\r\n");
    expect(nextOf('</sales/orders?cursor=x%2By&format=csv>; rel="next"')).toEqual({ cursor: "x+y", format: "csv" });
    expect(nextOf(null)).toBeUndefined();
  });
});
