import { expect, test } from "vitest";
import { world } from "../kit/world.ts";
import { customer } from "./sale.ts";

test("lists by customer, owner, stage, and owner in a stage", async () => {
  const w = await world();
  const [anna, bert] = [(await customer(w)).id, (await customer(w)).id];
  const open = async (title: string, customerId: string, ownerId: string, stage: string) =>
    w.must("sales/open-opportunity", { body: { title, customerId, ownerId, stage } });
  await open("1", anna, "user:ann", "qualifying");
  await open("2", anna, "user:anna", "proposing");
  const { id } = await open("3", bert, "user:ann", "proposing");
  const [row] = (await w.call("sales/list-opportunities", { query: { customerId: bert } })).body.data;
  expect(row).toMatchObject({ id, lineCount: 0, stage: "proposing", probabilityPercent: 50 });
  expect(row).not.toHaveProperty("lines");
  const list = async (query: Record<string, string> = {}) =>
    ((await w.call("sales/list-opportunities", { query })).body.data ?? []).map(({ title }: { title: string }) => title).toSorted();
  expect(await list()).toEqual(["1", "2", "3"]);
  expect(await list({ customerId: anna })).toEqual(["1", "2"]);
  expect(await list({ ownerId: "user:ann" })).toEqual(["1", "3"]);
  expect(await list({ stage: "proposing" })).toEqual(["2", "3"]);
  expect(await list({ stage: "proposing", ownerId: "user:ann" })).toEqual(["3"]);
  await w.must("sales/lose-opportunity", { path: { id }, body: { reason: "price" } });
  expect(await list({ stage: "proposing" })).toEqual(["2"]);
  expect(await list({ stage: "lost" })).toEqual(["3"]);
  expect((await w.call("sales/list-opportunities", { query: { customerId: anna, stage: "won" } })).body).toMatchObject({
    status: 400,
    errors: [{ parameter: "customerId" }],
  });
});
