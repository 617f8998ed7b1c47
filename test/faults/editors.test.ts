import { expect, it } from "vitest";
import { world } from "../kit/world.ts";

it("two editors who save version 7 at once: one is told 200, one 412, and the customer has the whole of one and nothing of the other", async () => {
  const erp = await world();
  const { id } = await erp.must("sales/register-customer", { body: { name: "Version 1", email: "old@example.com", paymentTermDays: 30 } });
  for (let version = 2; version <= 7; version += 1) await erp.must("sales/revise-customer", { path: { id }, body: { name: `Version ${version}` } });
  const edits = [
    { name: "By Ada", paymentTermDays: 7 },
    { email: "by.bob@example.com", paymentTermDays: 60 },
  ];
  const answers = await Promise.all(edits.map((body) => erp.call("sales/revise-customer", { path: { id }, body, headers: { "if-match": '"7"' } })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  const winner = answers.findIndex(({ status }) => status === 200);
  expect(answers[1 - winner]?.body).toMatchObject({ code: "precondition_failed", currentVersion: 8 });
  expect(await erp.must("sales/show-customer", { path: { id } })).toMatchObject({ version: 8, name: "Version 7", email: "old@example.com", ...edits[winner] });
});
