import { describe, expect, it } from "vitest";
import { MAX_MINOR } from "../../domain/kernel/money.ts";
import { office } from "./office.ts";

const opening = {
  currency: "EUR",
  postedOn: "2026-01-01",
  memo: "Opening",
  lines: [
    { account: "1000", debit: 500 },
    { account: "3900", credit: 500 },
  ],
};

describe("post a journal entry", () => {
  it("posts what balances and tells it", async () => {
    const w = await office();
    const answer = await w.call("finance/post-journal-entry", { body: opening });
    expect(answer).toMatchObject({
      status: 201,
      body: { data: { period: "2026-01", company: "MAIN", memo: "Opening", lines: opening.lines, source: { type: "manual" } } },
    });
    expect(answer.body.data.id).toBe(`manual#${answer.body.data.source.id}`);
    expect(w.facts("JournalEntryPosted")[0]?.data).toMatchObject({ entryId: answer.body.data.source.id, total: { minor: 500, currency: "EUR" } });
    expect(await w.closing()).toEqual({ 1000: 500, 3900: -500 });
  });

  it("refuses what does not balance, unknown accounts and those that only documents post to", async () => {
    const w = await office();
    const withLine = (account: string) => ({
      ...opening,
      lines: [
        { account, debit: 500 },
        { account: "3900", credit: 500 },
      ],
    });
    const tries: [object, string, string][] = [
      [
        {
          ...opening,
          lines: [
            { account: "1000", debit: 500 },
            { account: "3900", credit: 499 },
          ],
        },
        "not_balanced",
        "/lines",
      ],
      [withLine("1234"), "unknown_account", "/lines/0/account"],
      ...["1100", "1200", "2200"].map((account): [object, string, string] => [withLine(account), "control_account", "/lines/0/account"]),
    ];
    for (const [body, code, pointer] of tries)
      expect(await w.call("finance/post-journal-entry", { body })).toMatchObject({ status: 422, body: { code, errors: [{ pointer }] } });
    const malformed = [
      { ...opening, lines: [{ account: "1000", debit: 5 }] },
      {
        ...opening,
        lines: [
          { account: "1000", debit: 5, credit: 5 },
          { account: "3900", credit: 0 },
        ],
      },
      { ...opening, currency: "XXX" },
      {
        ...opening,
        lines: ["1000", "6000"].flatMap((account) => [
          { account, debit: MAX_MINOR },
          { account: "3900", credit: MAX_MINOR },
        ]),
      },
    ];
    for (const body of malformed) expect(await w.call("finance/post-journal-entry", { body })).toMatchObject({ status: 400 });
    expect(await w.closing()).toEqual({});
  });

  it("posts once for one Idempotency-Key", async () => {
    const w = await office();
    const request = { headers: { "idempotency-key": "open-1" }, body: opening };
    await Promise.all([w.call("finance/post-journal-entry", request), w.call("finance/post-journal-entry", request)]);
    expect(await w.closing()).toEqual({ 1000: 500, 3900: -500 });
  });
});
