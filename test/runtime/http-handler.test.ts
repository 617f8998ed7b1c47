import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { collection, revise } from "../../domain/kernel/collection.ts";
import { accept, adjust, create, refuse, replace } from "../../domain/kernel/decision.ts";
import { Money } from "../../domain/kernel/money.ts";
import { OrderId, Sku, text } from "../../domain/kernel/values.ts";
import { ProductListed } from "../../events/catalog/product-listed.ts";
import { command, list, paging, query } from "../../functions/_runtime/use-case.ts";
import { type RequestOptions, lambdaContext, send } from "../kit/gateway-event.ts";
import { openTable, toldTo } from "../kit/table.ts";

const Note = z.object({ id: OrderId, version: z.int(), title: text(40), price: Money.optional(), left: z.number() });
const Notes = collection({
  context: "catalog",
  noun: "note",
  schema: Note,
  id: ({ id }) => id,
  indexes: { all: { slot: "gsi1", key: ({ id }) => ({ partition: ["all"], sort: [id] }) } },
});
const fact = ProductListed.of({ sku: Sku.parse("N1"), name: "Note", kind: "goods", unit: "piece", taxCode: "Z" });

const write = command({
  summary: "Write a note",
  route: "POST /catalog/notes",
  scope: "catalog:write",
  input: z.strictObject({ title: text(40), price: Money.optional() }),
  output: Note,
  emits: [ProductListed],
  refuses: { title_forbidden: "forbidden" },
  touches: [Notes],
  status: 201,
  locates: "id",
  async run({ title, price }, { store, newId }) {
    if (title === "forbidden") return refuse("title_forbidden", { pointer: "/title", detail: "Not that one." });
    if (title === "crash") throw new Error("secret inside");
    const note = { id: newId(OrderId), version: 1, title, left: 3, ...(price === undefined ? {} : { price }) };
    return store.commit(accept(note, [create(Notes, note)], [fact]));
  },
});
const retitle = command({
  summary: "Retitle a note",
  route: "PATCH /catalog/notes/{id}",
  scope: "catalog:write",
  input: z.strictObject({ id: OrderId, title: text(40) }),
  output: Note,
  emits: [],
  refuses: {},
  touches: [Notes],
  guards: Notes,
  async run({ id, title }, { store }) {
    const next = revise(await store.get(Notes, id), { title });
    return store.commit(accept(next, [replace(Notes, next)]));
  },
});
const take = command({
  summary: "Take one",
  route: "POST /catalog/notes/{id}/take",
  scope: "catalog:write",
  input: z.strictObject({ id: OrderId }),
  output: z.object({ id: OrderId }),
  emits: [],
  refuses: { none_left: "conflict" },
  touches: [Notes],
  run: async ({ id }, { store }) =>
    store.commit(accept({ id }, [adjust(Notes, { id }, { add: { left: -1 }, ensure: { left: { atLeast: 1 } }, otherwise: refuse("none_left") })])),
});
const show = query({
  summary: "Show a note",
  route: "GET /catalog/notes/{id}",
  scope: "catalog:read",
  input: z.strictObject({ id: OrderId }),
  output: Note.omit({ left: true }),
  touches: [Notes],
  run: ({ id }, { store }) => store.get(Notes, id),
});
const all = list({
  summary: "List notes",
  route: "GET /catalog/notes",
  scope: "catalog:read",
  input: z.strictObject({ ...paging, urgent: z.boolean().optional() }),
  item: Note,
  columns: ["id"],
  touches: [Notes],
  run: ({ limit, cursor }, { store }) => store.query(Notes, "all", ["all"], { limit, cursor }),
});

let tenants = 0;
const asTenant = () => {
  const tenant = `http-${(tenants += 1)}`;
  return {
    tenant,
    post: (request: RequestOptions) => send(write, tenant, request),
    get: (id: string, request: RequestOptions = {}) => send(show, tenant, { path: { id }, ...request }),
  };
};

beforeAll(openTable);

describe("a command over HTTP", () => {
  it("answers what it made, where it is, its version, and the facts it told", async () => {
    const { tenant, post, get } = asTenant();
    const made = await post({ body: { title: " Hello " } });
    expect(made).toMatchObject({
      status: 201,
      headers: { etag: '"1"', location: `/catalog/notes/${made.body.data.id}` },
      body: { data: { title: "Hello" }, events: [{ type: "ProductListed" }] },
    });
    expect(made.body.events[0].id).toBe(toldTo(tenant)[0]?.metadata.id);
    expect((await get(made.body.data.id)).body.data).toEqual({ id: made.body.data.id, version: 1, title: "Hello" });
  });

  it.each([
    ["no JSON", { rawBody: "{" }, 400, "malformed_json"],
    ["an array", { rawBody: "[]" }, 400, "malformed_json"],
    ["another type", { rawBody: "a=b", headers: { "content-type": "text/plain" } }, 415, "unsupported_media_type"],
    ["more than 1 MB", { rawBody: JSON.stringify({ title: "x".repeat(1_048_600) }) }, 413, "body_too_large"],
    ["an unknown field", { body: { title: "a", version: 7 } }, 400, "invalid_input"],
    ["an unknown currency", { body: { title: "a", price: { minor: 1, currency: "XYZ" } } }, 400, "invalid_input"],
    ["an unknown parameter", { body: { title: "a" }, query: { sort: "x" } }, 400, "invalid_input"],
    ["a prototype key", { rawBody: '{"title":"a","__proto__":{"left":9}}' }, 400, "invalid_input"],
    ["a broken key", { body: { title: "a" }, headers: { "idempotency-key": "x y" } }, 400, "invalid_idempotency_key"],
    ["a refusal", { body: { title: "forbidden" } }, 403, "title_forbidden"],
    ["a bug", { body: { title: "crash" } }, 500, "internal_error"],
    ["no right", { body: { title: "a" }, scope: "weft/catalog:read" }, 403, "insufficient_scope"],
    ["a tenant that is none", { body: { title: "a" }, tenant: "a#b" }, 401, "unauthorized"],
    ["claims in another shape", { body: { title: "a" }, claims: { sub: "x" } }, 401, "unauthorized"],
  ] as const)("refuses %s with a problem and writes nothing", async (_, request, status, code) => {
    const { tenant, post } = asTenant();
    const answer = await post(request);
    expect(answer).toMatchObject({ status, headers: { "content-type": "application/problem+json" }, body: { status, code, type: `urn:weft:problem:${code}` } });
    expect(JSON.stringify(answer.body)).not.toMatch(/secret|stack|dynamo/i);
    expect(toldTo(tenant)).toEqual([]);
  });

  it("points at every wrong field", async () => {
    const { post } = asTenant();
    const { body } = await post({ body: { price: { minor: 1.5, currency: "EUR" }, "a/b": 1 } });
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(["/a~1b", "/price/minor", "/title"]);
  });

  it("happens once for one key, and answers the same again", async () => {
    const { tenant, post } = asTenant();
    const request = { body: { title: "once" }, headers: { "idempotency-key": "k1" } };
    const [first, second] = [await post(request), await post(request)];
    expect(second.body).toEqual(first.body);
    expect([second.status, second.headers["idempotent-replayed"], second.headers["etag"]]).toEqual([201, "true", '"1"']);
    expect(await post({ ...request, body: { title: "other" } })).toMatchObject({ status: 422, body: { code: "idempotency_key_reused" } });
    expect(toldTo(tenant)).toHaveLength(1);
  });

  it("happens once for one key sent twenty times at once", async () => {
    const { tenant, post } = asTenant();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post({ body: { title: "rush" }, headers: { "idempotency-key": "k2" } })));
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.data.id)).size).toBe(1);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(toldTo(tenant)).toHaveLength(1);
  });

  it("keeps nothing for a refusal, so the same key can succeed later", async () => {
    const { post } = asTenant();
    const headers = { "idempotency-key": "k3" };
    expect((await post({ body: { title: "" }, headers })).status).toBe(400);
    expect((await post({ body: { title: "now" }, headers })).status).toBe(201);
  });

  it("does not let one tenant's key answer another's", async () => {
    const [a, b] = [asTenant(), asTenant()];
    const request = { body: { title: "mine" }, headers: { "idempotency-key": "shared" } };
    const [first, second] = [await a.post(request), await b.post(request)];
    expect(second.body.data.id).not.toBe(first.body.data.id);
    expect((await b.get(first.body.data.id)).status).toBe(404);
  });

  it("shows in a dry run what would happen, and does nothing", async () => {
    const { tenant, post, get } = asTenant();
    const dry = await post({ body: { title: "dry" }, query: { dryRun: "true" } });
    expect(dry).toMatchObject({ status: 200, body: { dryRun: true, events: [{ type: "ProductListed" }] } });
    expect((await get(dry.body.data.id)).status).toBe(404);
    expect(toldTo(tenant)).toEqual([]);
    expect((await post({ body: { title: "x" }, query: { dryRun: "maybe" } })).status).toBe(400);
  });
});

describe("a change over HTTP", () => {
  it("is refused when it was decided on another version", async () => {
    const { tenant, post } = asTenant();
    const { id } = (await post({ body: { title: "v1" } })).body.data;
    const patch = (title: string, etag?: string) =>
      send(retitle, tenant, { path: { id }, body: { title }, headers: etag === undefined ? {} : { "if-match": etag } });
    expect(await patch("v2", '"1"')).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    expect(await patch("v3", '"1"')).toMatchObject({ status: 412, body: { code: "precondition_failed", currentVersion: 2 } });
    expect(await patch("v3", "nonsense")).toMatchObject({ status: 412 });
    expect(await patch("v3")).toMatchObject({ status: 200, body: { data: { version: 3 } } });
  });

  it("of two editors of one version lets exactly one win", async () => {
    const { tenant, post } = asTenant();
    const { id } = (await post({ body: { title: "v1" } })).body.data;
    const answers = await Promise.all(["a", "b"].map((title) => send(retitle, tenant, { path: { id }, body: { title }, headers: { "if-match": '"1"' } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it("of what is contended gives out exactly what there is", async () => {
    const { tenant, post } = asTenant();
    const { id } = (await post({ body: { title: "three" } })).body.data;
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(take, tenant, { path: { id } })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(answers.filter(({ body }) => body.code === "none_left")).toHaveLength(7);
  });

  it("sent twice at once under one key answers both the same, even where the second alone would be refused", async () => {
    const { tenant, post } = asTenant();
    const { id } = (await post({ body: { title: "v1" } })).body.data;
    const request = { path: { id }, body: { title: "v2" }, headers: { "if-match": '"1"', "idempotency-key": "twins" } };
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(retitle, tenant, request)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it("of a thing that is not there, or whose id is none, says so", async () => {
    const { tenant, get } = asTenant();
    expect(await get("01JD3Z7Q8R5T6V9W0X1Y2Z3A4B")).toMatchObject({ status: 404, body: { code: "note_not_found" } });
    expect(await get("x' OR 1=1 #")).toMatchObject({ status: 400, body: { errors: [{ parameter: "id" }] } });
    expect((await send(take, tenant, { path: { id: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" } })).body.code).toBe("none_left");
  });
});

describe("a list over HTTP", () => {
  it("comes in pages, and refuses what it does not know", async () => {
    const { tenant, post } = asTenant();
    for (const title of ["a", "b", "c"]) await post({ body: { title } });
    const first = await send(all, tenant, { query: { limit: "2", urgent: "true" } });
    const second = await send(all, tenant, { query: { limit: "2", cursor: first.body.next } });
    expect([...first.body.data, ...second.body.data].map(({ title }: { title: string }) => title)).toEqual(["a", "b", "c"]);
    expect(second.body.next).toBeUndefined();
    for (const wrong of [{ limit: "101" }, { limit: "0" }, { limit: "1.5" }, { limit: "x" }, { colour: "red" }, { urgent: "1" }, { cursor: "AAAA" }] as Record<
      string,
      string
    >[])
      expect((await send(all, tenant, { query: wrong })).status).toBe(400);
    expect((await send(all, asTenant().tenant, { query: { cursor: first.body.next } })).status).toBe(400);
  });

  it("answers within its time even when that is short", async () => {
    const { tenant } = asTenant();
    expect((await send(all, tenant, {}, lambdaContext(1_000))).status).toBe(200);
  });
});
