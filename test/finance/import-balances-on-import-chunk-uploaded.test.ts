import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { bring, upload } from "../kit/importing.ts";
import { type World, world } from "../kit/world.ts";

let w: World;
beforeEach(async () => {
  w = await world();
});
const kind = "opening-balances";
const header = ["Account No.", "Debit", "Credit", "Currency", "Posting date"];
const bank = ["1000", "12500.00", "", "EUR", "2026-01-01"];
const tax = ["2100", "0.00", "2400.5", "eur", "2026-01-01"];
const entries = () => w.must("finance/list-journal-entries", { query: { period: "2026-01" } });
/** Closing balances by account in one currency, debits less credits. */
const closing = async ({ currency = "EUR", ...more }: { currency?: string; company?: string } = {}): Promise<Record<string, number>> => {
  const { accounts } = await w.must("finance/show-trial-balance", { query: { period: "2026-01", ...more } });
  return Object.fromEntries(accounts.filter((row: any) => row.currency === currency).map((row: any) => [row.account, row.closing.minor]));
};
const nothing = async () => {
  expect(await entries()).toEqual([]);
  expect(w.facts("JournalEntryPosted")).toEqual([]);
};

test("posts each balance on its own side, balanced against opening balances", async () => {
  expect((await bring(w, kind, header, [bank, tax])).outcomes).toEqual(["created", "created"]);
  expect(await closing()).toEqual({ 1000: 1_250_000, 2100: -240_050, 3900: -1_009_950 });
  expect((await entries()).map(({ lines, source, postedOn }: any) => [source.type, postedOn, lines])).toEqual(
    expect.arrayContaining([
      [
        "manual",
        "2026-01-01",
        [
          { account: "1000", debit: 1_250_000 },
          { account: "3900", credit: 1_250_000 },
        ],
      ],
      [
        "manual",
        "2026-01-01",
        [
          { account: "2100", credit: 240_050 },
          { account: "3900", debit: 240_050 },
        ],
      ],
    ]),
  );
  expect(w.facts("JournalEntryPosted")).toHaveLength(2);
});

test("reads one signed amount as ledgers print it, with defaults for the whole file", async () => {
  const mapping = { currency: { default: "EUR" }, date: { default: "01.01.2026" }, company: { default: "EAST" } };
  const rows = [
    ["1000", "1.234,56"],
    ["2000", "34,5-"],
    ["4000", "-0,06"],
  ];
  const { outcomes } = await bring(w, kind, ["Konto", "Saldo"], rows, { mapping, decimal: ",", dateFormat: "DD.MM.YYYY" });
  expect(outcomes).toEqual(["created", "created", "created"]);
  expect(await closing({ company: "EAST" })).toEqual({ 1000: 123_456, 2000: -3_450, 3900: -120_000, 4000: -6 });
});

test("counts in the minor unit of each currency and refuses what would lose decimals", async () => {
  const { results } = await bring(
    w,
    kind,
    ["account", "amount", "currency", "date"],
    [
      ["1000", "1000", "JPY", "2026-01-01"],
      ["1000", "1000.5", "JPY", "2026-01-02"],
      ["1000", "1.001", "EUR", "2026-01-01"],
      ["1000", "1.001", "KWD", "2026-01-01"],
      ["1000", "100000000000.01", "EUR", "2026-01-02"],
      ["1000", "99999999999999999999", "EUR", "2026-01-03"],
    ],
  );
  expect(results.map(({ outcome, errors = [] }) => [outcome, ...errors.map(({ code, field }) => `${code} ${field}`)])).toEqual([
    ["created"],
    ["rejected", "invalid_value amount"],
    ["rejected", "invalid_value amount"],
    ["created"],
    ["rejected", "invalid_value amount"],
    ["rejected", "invalid_value amount"],
  ]);
  expect(await closing({ currency: "JPY" })).toEqual({ 1000: 1000, 3900: -1000 });
  expect(await closing({ currency: "KWD" })).toEqual({ 1000: 1001, 3900: -1001 });
});

test("refuses what only documents post, the account it balances against and accounts that are not there", async () => {
  const rows = ["1100", "1200", "2200", "3900", "9999", ""].map((account) => bank.with(0, account));
  const { results } = await bring(w, kind, header, rows);
  expect(results.map(({ errors = [] }) => errors.map(({ code, field }) => `${code} ${field}`))).toEqual([
    ["control_account account"],
    ["control_account account"],
    ["control_account account"],
    ["opening_account account"],
    ["unknown_account account"],
    ["value_missing account"],
  ]);
  await nothing();
});

test("says of each unreadable balance what is wrong, by field, and posts none of them", async () => {
  const columns = ["account", "amount", "debit", "credit", "currency", "date", "company"];
  const row = (amount: string, debit: string, credit: string, currency = "EUR", date = "2026-01-01", company = "") => [
    "1000",
    amount,
    debit,
    credit,
    currency,
    date,
    company,
  ];
  const cases: [string[], string][] = [
    [row("", "", ""), "value_missing amount"],
    [row("1", "1", ""), "amount_said_twice amount"],
    [row("1", "", "0"), "amount_said_twice amount"],
    [row("", "1", "1"), "amount_said_twice credit"],
    [row("", "-1", ""), "negative_amount debit"],
    [row("", "", "-1"), "negative_amount credit"],
    [row("0", "", ""), "zero_balance amount"],
    [row("", "0", "0.00"), "zero_balance debit"],
    [row("a lot", "", ""), "not_a_number amount"],
    [row("1", "", "", "EURO"), "invalid_value currency"],
    [row("1", "", "", "XXX"), "invalid_value currency"],
    [row("1", "", "", "EUR", "2026-02-30"), "not_a_date date"],
    [row("1", "", "", "EUR", "2026-01-01", "not a code"), "invalid_value company"],
  ];
  const { results } = await bring(
    w,
    kind,
    columns,
    // Each on another day, so that none is another's duplicate.
    cases.map(([one], at) => (one[5] === "2026-01-01" ? one.with(5, `2026-01-${String(at + 1).padStart(2, "0")}`) : one)),
  );
  expect(results.map(({ errors = [] }) => `${errors[0]?.code} ${errors[0]?.field}`)).toEqual(cases.map(([, said]) => said));
  await nothing();
});

describe("the same again", () => {
  test("changes nothing, in whatever order, and another amount for it is refused", async () => {
    await bring(w, kind, header, [bank, tax]);
    expect((await bring(w, kind, header, [tax, bank])).outcomes).toEqual(["unchanged", "unchanged"]);
    const { outcomes, errors } = await bring(w, kind, header, [bank.with(1, "12500.01"), tax]);
    expect(outcomes).toEqual(["rejected", "unchanged"]);
    expect(errors).toMatchObject([{ code: "already_imported_differently" }]);
    expect(await closing()).toEqual({ 1000: 1_250_000, 2100: -240_050, 3900: -1_009_950 });
  });

  test("counts once in one file: what differs is refused, across chunks too", async () => {
    const other = bank.with(1, "1");
    expect((await bring(w, kind, header, [bank, other, bank])).results.map(({ outcome, errors }) => errors?.[0]?.code ?? outcome)).toEqual([
      "created",
      "duplicate_row",
      "unchanged",
    ]);
    const id = await upload(w, kind, header, [[tax], [tax.with(2, "1")]]);
    await w.settle();
    expect((await w.must("platform/show-import", { path: { id } })).rows).toMatchObject({ created: 1, rejected: 1 });
    expect(await entries()).toHaveLength(2);
  });

  test("is told apart by its reference where it has one, else by company, account, currency and day", async () => {
    const columns = ["reference", "account", "amount", "currency", "date", "company"];
    const row = ["", "1000", "5", "EUR", "2026-01-01", ""];
    const rows = [
      row,
      row.with(0, "A"),
      row.with(0, "B"),
      row.with(1, "6000"),
      row.with(3, "USD"),
      row.with(4, "2026-01-02"),
      row.with(5, "EAST"),
      row.with(5, "MAIN"),
    ];
    const { results } = await bring(w, kind, columns, rows);
    // MAIN is the company where none is said: the last says the first's thing in other words.
    expect(results.map(({ outcome, errors }) => errors?.[0]?.code ?? outcome)).toEqual([...Array.from({ length: 7 }, () => "created"), "duplicate_row"]);
    expect((await closing())["1000"]).toBe(2_000);
  });

  test("is told the same when a chunk is heard twice", async () => {
    await bring(w, kind, header, [bank, tax.with(0, "9999")]);
    expect(await w.deliver(w.facts("ImportChunkUploaded")[0]!)).toEqual([]);
    const told = w.facts("OpeningBalancesImported");
    expect(told).toHaveLength(2);
    expect(told[1]!.data).toEqual(told[0]!.data);
    expect(w.facts("JournalEntryPosted")).toHaveLength(1);
  });
});

test("checks everything in a dry run and posts nothing", async () => {
  const { outcomes, shown } = await bring(w, kind, header, [bank, bank.with(0, "1200"), tax], { dryRun: true });
  expect(outcomes).toEqual(["created", "rejected", "created"]);
  expect(shown.rows).toMatchObject({ created: 2, rejected: 1 });
  await nothing();
  expect((await bring(w, kind, header, [bank])).outcomes).toEqual(["created"]);
});

test("tells nothing of what stands in the rows", async () => {
  await bring(
    w,
    kind,
    [...header, "memo"],
    [
      [...bank, "Zebedee"],
      [...bank.with(0, "1200"), "Zebedee"],
      [...tax.with(2, "x7x"), "Zebedee\u0007"],
    ],
  );
  expect(JSON.stringify(w.facts())).not.toMatch(/zebedee|x7x/i);
});

test("whatever the balances, however often and in whatever order facts come: the books hold just these, and balance", async () => {
  const accounts = ["1000", "1900", "2000", "2100", "3000", "4000", "5000", "5100", "6000"];
  const balances = fc.uniqueArray(
    fc.record({ account: fc.constantFrom(...accounts), minor: fc.integer({ min: -10_000_000_000_000, max: 10_000_000_000_000 }) }),
    {
      selector: ({ account }) => account,
      minLength: 2,
      maxLength: 9,
    },
  );
  const written = (minor: number) => `${minor < 0 ? "-" : ""}${Math.trunc(Math.abs(minor) / 100)}.${String(Math.abs(minor) % 100).padStart(2, "0")}`;
  await fc.assert(
    fc.asyncProperty(balances, fc.integer({ min: 1, max: 1_000 }), async (given, seed) => {
      w = await world({ seed, duplicates: 0.5, shuffle: true });
      const rows = given.map(({ account, minor }) => [account, written(minor), "EUR", "2026-01-01"]);
      const id = await upload(w, kind, ["account", "amount", "currency", "date"], [rows.slice(0, 1), rows.slice(1), rows]);
      await w.settle();
      const posted = given.filter(({ minor }) => minor !== 0);
      const { status, rows: counted } = await w.must("platform/show-import", { path: { id } });
      const zeroes = 2 * (given.length - posted.length);
      expect([status, counted.created, counted.unchanged, counted.rejected]).toEqual(["done", posted.length, posted.length, zeroes]);
      const equity = posted.reduce((sum, { minor }) => sum - minor, 0);
      const { 3900: opening = 0, ...others } = await closing();
      expect(opening).toBe(equity);
      expect(others).toEqual(Object.fromEntries(posted.map(({ account, minor }) => [account, minor])));
    }),
    { numRuns: 8 },
  );
});
