import { expect, test } from "vitest";
import { bring } from "../kit/importing.ts";
import { world } from "../kit/world.ts";

test("counts a chunk of balances once however often it is told, and keeps rejected rows as they were sent", async () => {
  const w = await world();
  const columns = ["account", "amount", "currency", "date"];
  const { id, shown } = await bring(w, "opening-balances", columns, [
    ["1000", "5", "EUR", "2026-01-01"],
    ["1200", "5", "EUR", "2026-01-01"],
  ]);
  expect(shown.rows).toMatchObject({ uploaded: 2, created: 1, rejected: 1 });
  const [told] = w.facts("OpeningBalancesImported");
  for (let times = 0; times < 3; times += 1) expect(await w.deliver(told!)).toEqual([]);
  expect(await w.must("platform/show-import", { path: { id } })).toEqual(shown);
  expect(await w.must("platform/list-import-rows", { path: { id }, query: { outcome: "rejected" } })).toEqual([
    {
      row: 2,
      outcome: "rejected",
      record: ["1200", "5", "EUR", "2026-01-01"],
      errors: [{ code: "control_account", field: "account", detail: "only documents post to a control account" }],
    },
  ]);
});
