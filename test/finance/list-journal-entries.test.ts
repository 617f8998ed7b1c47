import { expect, it } from "vitest";
import { office } from "./office.ts";

it("lists a period's postings of a company by date, a page at a time", async () => {
  const w = await office();
  const entry = (postedOn: string, company = "MAIN") => ({
    company,
    postedOn,
    currency: "EUR",
    lines: [
      { account: "6000", debit: 1 },
      { account: "1000", credit: 1 },
    ],
  });
  for (const day of ["2026-02-03", "2026-02-01", "2026-03-01"]) await w.must("finance/post-journal-entry", { body: entry(day) });
  await w.must("finance/post-journal-entry", { body: entry("2026-02-02", "EAST") });
  await w.must("finance/post-journal-entry", { body: { ...entry(""), postedOn: undefined } });
  const first = await w.call("finance/list-journal-entries", { query: { period: "2026-02", limit: "1" } });
  expect(first.body.data).toMatchObject([{ postedOn: "2026-02-01" }]);
  const second = await w.call("finance/list-journal-entries", { query: { period: "2026-02", limit: "1", cursor: first.body.next } });
  expect(second.body.data).toMatchObject([{ postedOn: "2026-02-03" }]);
  expect(await w.must("finance/list-journal-entries", { query: { period: "2026-02", company: "EAST" } })).toHaveLength(1);
  expect(await w.must("finance/list-journal-entries")).toHaveLength(1);
  expect(await w.call("finance/list-journal-entries", { query: { period: "2026-13" } })).toMatchObject({ status: 400 });
});
