import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { collection, revise } from "../../domain/kernel/collection.ts";
import { accept, adjust, create, refuse, remove, replace } from "../../domain/kernel/decision.ts";
import { Sku } from "../../domain/kernel/values.ts";
import { ProductListed } from "../../events/catalog/product-listed.ts";
import { DecideAgain } from "../../functions/_runtime/caller-error.ts";
import { documentClient } from "../../functions/_runtime/clients.ts";
import { Once } from "../../functions/_runtime/request.ts";
import { type StoreOptions, TableStore } from "../../functions/_runtime/table-store.ts";
import { openTable, toldTo } from "../kit/table.ts";

const Widget = z.object({ id: z.string(), version: z.int(), colour: z.string(), left: z.number() });
const Widgets = collection({
  context: "catalog",
  noun: "widget",
  schema: Widget,
  id: ({ id }) => id,
  indexes: { byColour: { slot: "gsi1", key: ({ colour, id }) => (colour === "none" ? undefined : { partition: [colour], sort: [id] }) } },
});
const Parts = collection({
  context: "catalog",
  noun: "part",
  schema: z.object({ version: z.int(), widget: z.string(), no: z.string() }),
  id: ({ widget }) => widget,
  sort: ({ no }) => no,
  indexes: {},
});
const Counts = collection({
  context: "catalog",
  noun: "count",
  schema: z.object({ version: z.int(), name: z.string(), hits: z.number() }),
  id: ({ name }) => name,
  indexes: {},
  sharded: true,
  sort: () => "all",
});
const Row = z.object({ left: z.number(), gone: z.number().optional() });
const Rows = collection({
  context: "catalog",
  noun: "rows",
  schema: z.object({ id: z.string(), version: z.int(), rows: z.array(Row), closed: z.literal(true).optional() }),
  id: ({ id }) => id,
  indexes: {},
});

let tenants = 0;
const storeOf = (tenant: string, more: Partial<StoreOptions> = {}) =>
  new TableStore({
    table: process.env["TABLE_NAME"] ?? "",
    scope: { useCase: "test", touches: [Widgets, Parts, Counts, Rows], emits: [ProductListed] },
    cause: { tenant, actor: "user:ada", correlationId: "c", causationId: "r", depth: 0 },
    once: new Once(new Date()),
    remainingMs: () => 10_000,
    ...more,
  });
const newTenant = () => `acme-${(tenants += 1)}`;
const widget = (id: string, over: Partial<z.infer<typeof Widget>> = {}) => ({ id, version: 1, colour: "red", left: 5, ...over });
const listed = ProductListed.of({ sku: Sku.parse("W1"), name: "Widget", kind: "goods", unit: "piece", taxCode: "S19" });

beforeAll(openTable);

describe("the store", () => {
  it("keeps a new thing with its facts, and finds it by index", async () => {
    const tenant = newTenant();
    await storeOf(tenant).commit(accept(null, [create(Widgets, widget("a"))], [listed]));
    expect(await storeOf(tenant).get(Widgets, "a")).toEqual(widget("a"));
    expect(toldTo(tenant)).toMatchObject([
      { name: "ProductListed", metadata: { tenant, causationDepth: 1, actor: "user:ada", visibility: "public" }, data: { sku: "W1" } },
    ]);
    expect((await storeOf(tenant).query(Widgets, "byColour", ["red"])).items).toEqual([widget("a")]);
    expect((await storeOf(newTenant()).query(Widgets, "byColour", ["red"])).items).toEqual([]);
  });

  it("decides again when somebody changed the thing meanwhile", async () => {
    const store = storeOf(newTenant());
    await store.commit(accept(null, [create(Widgets, widget("a"))]));
    const seen = await store.get(Widgets, "a");
    await store.commit(accept(null, [replace(Widgets, revise(seen, { left: 4 }))]));
    await expect(store.commit(accept(null, [replace(Widgets, revise(seen, { left: 3 }))]))).rejects.toThrow(DecideAgain);
    expect(await store.get(Widgets, "a")).toMatchObject({ left: 4, version: 2 });
  });

  it("passes a failed condition's refusal on, and writes none of the rest", async () => {
    const store = storeOf(newTenant());
    await store.commit(accept(null, [create(Widgets, widget("a"))]));
    const decision = accept(
      null,
      [create(Widgets, widget("b")), adjust(Widgets, { id: "a" }, { add: { left: -6 }, ensure: { left: { atLeast: 6 } }, otherwise: refuse("too_few") })],
      [listed],
    );
    expect(await store.commit(decision)).toMatchObject({ ok: false, code: "too_few" });
    expect(await store.find(Widgets, "b")).toBeUndefined();
  });

  it("takes a replay for done even where its other conditions fail too", async () => {
    const tenant = newTenant();
    const decide = () =>
      accept(
        "done",
        [
          create(Parts, { version: 1, widget: "a", no: "1" }, "already-done"),
          adjust(Widgets, { id: "a" }, { add: { left: -5 }, ensure: { left: { atLeast: 5 } } }),
        ],
        [listed],
      );
    await storeOf(tenant).commit(accept(null, [create(Widgets, widget("a"))]));
    await storeOf(tenant).commit(decide());
    expect(await storeOf(tenant).commit(decide())).toMatchObject({ ok: true, value: "done" });
    expect(toldTo(tenant)).toHaveLength(1);
    expect(await storeOf(tenant).get(Widgets, "a")).toMatchObject({ left: 0 });
  });

  it("never gives out more than there is to 40 at once", async () => {
    const tenant = newTenant();
    await storeOf(tenant).commit(accept(null, [create(Widgets, widget("a", { left: 15 }))]));
    const take = () =>
      storeOf(tenant).commit(
        accept(null, [adjust(Widgets, { id: "a" }, { add: { left: -1 }, ensure: { left: { atLeast: 1 } }, otherwise: refuse("none_left") })]),
      );
    const answers = await Promise.all(Array.from({ length: 40 }, take));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(15);
    expect(await storeOf(tenant).get(Widgets, "a")).toMatchObject({ left: 0, version: 16 });
  });

  it("pages a list by cursor that stays in place when things are added before it", async () => {
    const store = storeOf(newTenant());
    for (const id of ["b", "d", "f", "h"]) await store.commit(accept(null, [create(Widgets, widget(id))]));
    const first = await store.query(Widgets, "byColour", ["red"], { limit: 2 });
    await store.commit(accept(null, [create(Widgets, widget("a"))]));
    const second = await store.query(Widgets, "byColour", ["red"], { limit: 2, cursor: first.next });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(["b", "d", "f", "h"]);
    await expect(store.query(Widgets, "byColour", ["blue"], { cursor: first.next })).rejects.toMatchObject({ code: "invalid_cursor" });
    await expect(store.query(Widgets, "byColour", ["red"], { cursor: "eyJ4IjoxfQ" })).rejects.toMatchObject({ status: 400 });
  });

  it("reads a range without the facts that share its partition", async () => {
    const tenant = newTenant();
    for (const no of ["2", "1", "3"]) await storeOf(tenant).commit(accept(null, [create(Parts, { version: 1, widget: "W1", no })]));
    await storeOf(tenant).commit(accept(null, [create(Widgets, widget("W1"))], [listed]));
    expect((await storeOf(tenant).range(Parts, "W1")).items.map(({ no }) => no)).toEqual(["1", "2", "3"]);
    expect((await storeOf(tenant).range(Parts, "W1", { from: ["2"], order: "descending" })).items.map(({ no }) => no)).toEqual(["3", "2"]);
    expect((await storeOf(tenant).range(Parts, "W1", { to: ["2"] })).items.map(({ no }) => no)).toEqual(["1", "2"]);
  });

  it("removes exactly what was read, and reads many at once", async () => {
    const store = storeOf(newTenant());
    for (const id of ["a", "b"]) await store.commit(accept(null, [create(Widgets, widget(id))]));
    const [a] = await store.getMany(Widgets, ["a", "zz", "a"]);
    await store.commit(accept(null, [remove(Widgets, a ?? widget("a"))]));
    expect(await store.getMany(Widgets, ["a", "b"])).toEqual([widget("b")]);
  });

  it("creates a counter on its first use and adds its shards up", async () => {
    const tenant = newTenant();
    const hit = () => storeOf(tenant).commit(accept(null, [adjust(Counts, { id: "x", sort: "all" }, { add: { hits: 1 }, orCreate: { name: "x" } })]));
    await Promise.all([hit(), hit(), hit()]);
    expect(await storeOf(tenant).shards(Counts, "x")).toEqual([{ version: 3, name: "x", hits: 3 }]);
  });

  it("adds to counters within a list, as many as a fact of forty lines has two of, and raises flags", async () => {
    const store = storeOf(newTenant());
    await store.commit(accept(null, [create(Rows, { id: "r", version: 1, rows: Array.from({ length: 500 }, () => ({ left: 1 })) })]));
    const within = Array.from({ length: 40 }, (_, line) => ({ list: "rows" as const, at: 460 + line, add: { left: 0.000_001, gone: 99_999_999.999_999 } }));
    const step = () => store.commit(accept(null, [adjust(Rows, { id: "r" }, { add: {}, within, raise: ["closed"] })]));
    await step();
    await step();
    const row = await store.get(Rows, "r");
    expect([row.version, row.closed, row.rows[459], row.rows[499]]).toEqual([3, true, { left: 1 }, { left: 1.000_002, gone: 199_999_999.999_998 }]);
    await store.commit(accept(null, [adjust(Rows, { id: "r" }, { add: {}, within: [{ list: "rows", at: 0, add: { left: 0 } }] })]));
    expect(await store.get(Rows, "r")).toEqual({ ...row, version: 4 });
    const beyond = adjust(Rows, { id: "r" }, { add: {}, within: [{ list: "rows", at: 500, add: { left: 1 } }], otherwise: refuse("no_such_row") });
    expect(await store.commit(accept(null, [beyond]))).toMatchObject({ code: "no_such_row" });
    expect((await store.get(Rows, "r")).rows).toEqual(row.rows);
  });

  it("checks everything and writes nothing in a dry run", async () => {
    const tenant = newTenant();
    const dry = () => storeOf(tenant, { dryRun: true });
    await storeOf(tenant).commit(accept(null, [create(Widgets, widget("a"))]));
    expect(await dry().commit(accept("yes", [create(Widgets, widget("b"))], [listed]))).toMatchObject({ ok: true });
    expect(await dry().commit(accept("no", [create(Widgets, widget("b")), create(Widgets, widget("a"), refuse("exists"))]))).toMatchObject({
      ok: false,
      code: "exists",
    });
    const short = adjust(Widgets, { id: "a" }, { add: { left: -6, version: 0 }, ensure: { left: { atLeast: 6 } }, otherwise: refuse("too_few") });
    expect(await dry().commit(accept("no", [short]))).toMatchObject({ ok: false, code: "too_few" });
    expect(await storeOf(tenant).find(Widgets, "b")).toBeUndefined();
    expect(toldTo(tenant)).toEqual([]);
  });

  it("refuses what the use case does not declare, chains that loop, and too much at once", async () => {
    const undeclared = storeOf(newTenant(), { scope: { useCase: "test", touches: [Parts], emits: [] } });
    await expect(undeclared.find(Widgets, "a")).rejects.toThrow("catalog.widget");
    await expect(undeclared.commit(accept(null, [create(Parts, { version: 1, widget: "a", no: "1" })], [listed]))).rejects.toThrow("ProductListed");
    const looping = storeOf(newTenant(), { cause: { tenant: newTenant(), actor: "a", correlationId: "c", causationId: "r", depth: 12 } });
    await expect(looping.commit(accept(null, [], [listed]))).rejects.toThrow("loop");
    const many = Array.from({ length: 101 }, (_, no) => create(Parts, { version: 1, widget: "a", no: String(no) }));
    await expect(storeOf(newTenant()).commit(accept(null, many))).rejects.toThrow("101 items");
  });

  it("gives an id to one thing only, however often a use case of several steps begins again", async () => {
    const tenant = newTenant();
    const once = new Once(new Date());
    const step = (no: string) => storeOf(tenant, { once }).commit(accept(null, [create(Parts, { version: 1, widget: "W1", no }, "already-done")], [listed]));
    await step("1");
    once.startOver();
    await step("2");
    expect(new Set(toldTo(tenant).map(({ metadata }) => metadata.id)).size).toBe(2);
  });

  it("keeps every attribute of a thing below its tenant's and context's partition", async () => {
    const tenant = newTenant();
    await storeOf(tenant).commit(accept(null, [create(Widgets, widget("k"))]));
    const { Item } = await documentClient().send(
      new GetCommand({ TableName: process.env["TABLE_NAME"] ?? "", Key: { pk: `catalog#${tenant}#widget#k`, sk: "#" } }),
    );
    expect(Item).toMatchObject({ gsi1pk: `catalog#${tenant}#widget.byColour#red`, gsi1sk: "k" });
  });
});
