import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import { exportList } from "../../scripts/export.ts";
import { type World, world } from "../kit/world.ts";

let erp: World;
beforeAll(async () => {
  erp = await world();
  for (let n = 0; n < 5; n += 1) await erp.must("sales/register-customer", { body: { name: n === 2 ? "=1+1, \n".trim() : `Müller ${n}` } });
});

/** The list's own function behind a fetch, and what it was asked. */
function served(answers: Partial<Record<number, Response>> = {}) {
  const asked: URL[] = [];
  const get = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(input));
    asked.push(url);
    expect(init?.headers).toEqual({ authorization: "Bearer secret" });
    const { status, headers, text } = await erp.call("sales/list-customers", { query: Object.fromEntries(url.searchParams) });
    return answers[asked.length] ?? new Response(text, { status, headers });
  };
  return { asked, get };
}
async function run(path: string, more: object = {}, answers: Partial<Record<number, Response>> = {}) {
  const pages: string[] = [];
  const { asked, get } = served(answers);
  await exportList({ url: "http://weft.test", path, format: "csv", token: "secret", fetch: get, write: async (text) => void pages.push(text), ...more });
  return { text: pages.join(""), pages, asked };
}

test("follows the pages to the end, with one header line for all of them", async () => {
  const { text, pages, asked } = await run("/sales/customers?limit=2");
  expect(asked).toHaveLength(3);
  expect(pages).toHaveLength(3);
  const rows: Record<string, string>[] = parse(text, { columns: true });
  expect(rows.map((row) => row["name"])).toEqual(["'=1+1,", "Müller 0", "Müller 1", "Müller 3", "Müller 4"]);
  expect((await run("/sales/customers")).text).toBe(text);
});

test("writes the byte order mark once, in front", async () => {
  const { text, asked } = await run("/sales/customers?limit=2", { bom: true });
  expect([...text].filter((each) => each === "\uFEFF")).toHaveLength(1);
  expect(text.startsWith("\uFEFFid,")).toBe(true);
  expect(asked.map((url) => url.searchParams.get("bom"))).toEqual(["true", "false", "false"]);
});

test("writes JSON Lines as they come", async () => {
  const { text } = await run("/sales/customers?limit=3", { format: "jsonl" });
  const names = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).name);
  expect(names).toEqual(["=1+1,", "Müller 0", "Müller 1", "Müller 3", "Müller 4"]);
});

test("tries again where it is told to wait, and ends with the problem's own words where it is refused", async () => {
  const busy = new Response("", { status: 503, headers: { "retry-after": "0" } });
  expect((await run("/sales/customers?limit=9", {}, { 1: busy })).asked).toHaveLength(2);
  await expect(run("/sales/customers?limit=0")).rejects.toThrow("/sales/customers answered 400: One field is wrong. (invalid_input)");
  await expect(run("/x", {}, { 1: new Response("<html>", { status: 502 }) })).rejects.toThrow("/x answered 502: <html>");
});

test("never takes the token to another origin", async () => {
  const elsewhere = new Response("id\r\n", { headers: { link: '<https://evil.test/next>; rel="next"' } });
  await expect(run("/sales/customers", {}, { 1: elsewhere })).rejects.toThrow("https://evil.test");
});
