import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { collection } from "../../domain/kernel/collection.ts";
import { accept, create } from "../../domain/kernel/decision.ts";
import { Money } from "../../domain/kernel/money.ts";
import { OrderId, text } from "../../domain/kernel/values.ts";
import { command, list, paging } from "../../functions/_runtime/use-case.ts";
import { lambdaContext, type RequestOptions, send } from "../kit/gateway-event.ts";
import { openTable } from "../kit/table.ts";

const Note = z.object({ id: OrderId, version: z.int(), title: text(60), price: Money });
const Notes = collection({
  context: "catalog",
  noun: "jotting",
  schema: Note,
  id: ({ id }) => id,
  indexes: { all: { slot: "gsi1", key: ({ id }) => ({ partition: ["all"], sort: [id] }) } },
});
const jot = command({
  summary: "Jot many",
  route: "POST /catalog/jottings",
  scope: "catalog:write",
  input: z.strictObject({ titles: z.array(z.string()) }),
  output: z.object({}),
  emits: [],
  refuses: {},
  touches: [Notes],
  run: ({ titles }, { store, newId }) =>
    store.commit(
      accept(
        {},
        titles.map((title) => create(Notes, { id: newId(OrderId), version: 1, title, price: { minor: 1999, currency: "EUR" } })),
      ),
    ),
});
/** How often a page was read, and how large each was to be. */
const reads: (number | undefined)[] = [];
const listJottings = list({
  summary: "List jottings",
  route: "GET /catalog/jottings",
  scope: "catalog:read",
  input: z.strictObject({ ...paging, odd: z.boolean().optional() }),
  item: Note,
  columns: ["id"],
  touches: [Notes],
  async run({ odd, ...page }, { store }) {
    reads.push(page.limit);
    const found = await store.query(Notes, "all", ["all"], page);
    return { ...found, items: found.items.filter(({ title }) => odd === undefined || Number(title.split(" ")[1]) % 2 === (odd ? 1 : 0)) };
  },
});

const MANY = 230;
beforeAll(async () => {
  process.env["POWERTOOLS_LOG_LEVEL"] ??= "SILENT";
  await openTable();
  for (const from of [0, 80, 160])
    await send(jot, "many", { body: { titles: Array.from({ length: Math.min(80, MANY - from) }, (_, n) => `Note ${from + n + 1}`) } });
  await send(jot, "wide", { body: { titles: Array.from({ length: 5 }, (_, n) => `Note ${n}`) } });
});
const get = (request: RequestOptions = {}, tenant = "many", context = lambdaContext()) => send(listJottings, tenant, request, context);
const rows = (csv: string): Record<string, string>[] => parse(csv, { columns: true, bom: true });
const cursorIn = (link: string | undefined) => new URLSearchParams(/\?(.*)>; rel="next"$/.exec(link ?? "")?.[1]).get("cursor") ?? "";

describe("a list", () => {
  it("comes as JSON unless something else is asked for, and names the next page in its body and in Link", async () => {
    for (const headers of [{}, { accept: "*/*" }, { accept: "application/json" }, { accept: "text/html,application/xhtml+xml,*/*;q=0.8" }] as const) {
      const { status, headers: told, body } = await get({ headers, query: { limit: "2" } });
      expect([status, told["content-type"], told["vary"], body.data.length]).toEqual([200, "application/json", "accept", 2]);
      expect(told["link"]).toBe(`</catalog/jottings?limit=2&cursor=${encodeURIComponent(body.next)}>; rel="next"`);
    }
    expect((await get({}, "wide")).headers).not.toHaveProperty("link");
  });

  it("comes as CSV by header or by name, in the columns of its schema", async () => {
    for (const request of [{ headers: { accept: "text/csv" } }, { query: { format: "csv" }, headers: { accept: "application/json" } }]) {
      const { status, headers, text: csv } = await get(request, "wide");
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        "content-type": "text/csv; charset=utf-8; header=present",
        "content-disposition": 'attachment; filename="jottings.csv"',
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      });
      expect(csv.split("\r\n")[0]).toBe("id,version,title,price.amount,price.currency");
      expect(rows(csv).map((row) => [row["title"], row["price.amount"], row["price.currency"]])).toEqual(
        [0, 1, 2, 3, 4].map((n) => [`Note ${n}`, "19.99", "EUR"]),
      );
    }
    expect((await get({ query: { format: "csv", bom: "true" } }, "wide")).text.startsWith("\uFEFFid,")).toBe(true);
  });

  it("comes as JSON Lines, each line what JSON has", async () => {
    const { data } = (await get({}, "wide")).body;
    const { headers, text: lines } = await get({ headers: { accept: "application/x-ndjson;q=0.9, text/csv;q=0.5" } }, "wide");
    expect(headers["content-type"]).toBe("application/x-ndjson");
    expect(lines.endsWith("\n")).toBe(true);
    expect(
      lines
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(data);
  });

  it("exports up to 1000 at once, read in pages of 100", async () => {
    reads.length = 0;
    const { headers, text: csv } = await get({ query: { format: "csv" } });
    expect(rows(csv).map((row) => row["title"])).toEqual(Array.from({ length: MANY }, (_, n) => `Note ${n + 1}`));
    expect(headers).not.toHaveProperty("link");
    expect(reads).toEqual([100, 100, 100]);
  });

  it("gives all of it page by page, whichever size the pages have, and a header line on each", async () => {
    for (const limit of [7, 100, 150]) {
      const titles: string[] = [];
      let query: Record<string, string> = { format: "csv", limit: String(limit), odd: "true" };
      for (let pages = 0; ; pages += 1) {
        expect(pages).toBeLessThan(50);
        const { headers, text: csv } = await get({ query });
        titles.push(...rows(csv).map((row) => row["title"] ?? ""));
        if (headers["link"] === undefined) break;
        expect(headers["link"]).toContain(`limit=${limit}`);
        query = { ...query, cursor: cursorIn(headers["link"]) };
      }
      expect(titles).toEqual(Array.from({ length: MANY / 2 }, (_, n) => `Note ${2 * n + 1}`));
    }
  });

  it("ends an answer early where time runs out, and says where to go on", async () => {
    const { headers, text: lines } = await get({ query: { format: "jsonl" } }, "many", lambdaContext(2_900));
    expect(lines.trim().split("\n")).toHaveLength(100);
    const rest = await get({ query: { format: "jsonl", cursor: cursorIn(headers["link"]) } });
    expect(rest.text.trim().split("\n")).toHaveLength(MANY - 100);
  });

  it("is a header line where there is nothing", async () => {
    expect(await get({ query: { format: "csv" } }, "nobody")).toMatchObject({ status: 200, text: "id,version,title,price.amount,price.currency\r\n" });
    expect(await get({ query: { format: "jsonl" } }, "nobody")).toMatchObject({ status: 200, text: "" });
  });

  it("refuses a form it does not have and parameters that make no sense", async () => {
    for (const accept of ["application/xml", "text/csv;q=0, application/json;q=0", "image/*", "text/html"])
      expect(await get({ headers: { accept } }), accept).toMatchObject({ status: 406, body: { code: "not_acceptable", errors: [{ header: "Accept" }] } });
    const wrong: [Record<string, string>, string][] = [
      [{ format: "xlsx" }, "format"],
      [{ format: "csv", limit: "1001" }, "limit"],
      [{ format: "csv", limit: "0" }, "limit"],
      [{ format: "csv", limit: "ten" }, "limit"],
      [{ format: "csv", limit: "" }, "limit"],
      [{ limit: "101" }, "limit"],
      [{ bom: "true" }, "bom"],
      [{ format: "csv", bom: "yes" }, "bom"],
      [{ format: "csv", colour: "red" }, "colour"],
    ];
    for (const [query, parameter] of wrong)
      expect(await get({ query }), JSON.stringify(query)).toMatchObject({ status: 400, body: { code: "invalid_input", errors: [{ parameter }] } });
    expect(await get({ query: { format: "csv", cursor: "forged" } })).toMatchObject({ status: 400, body: { code: "invalid_cursor" } });
  });

  it("is exported by whoever may read it, and by nobody else", async () => {
    const query = { format: "csv" };
    expect(await get({ query, scope: "weft/catalog:write weft/sales:read" })).toMatchObject({ status: 403, body: { code: "insufficient_scope" } });
    expect((await get({ query, scope: "weft/catalog:read" })).status).toBe(200);
    expect(rows((await get({ query }, "wide")).text)).toHaveLength(5);
  });
});
