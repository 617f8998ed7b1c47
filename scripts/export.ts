import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import * as z from "zod";

/** `npm run -s export -- /sales/orders?placedFrom=2026-01-01 > orders.csv`: a whole list, page by page, out of a running Weft. */
const USAGE =
  "npm run -s export -- <path of a list> [--format csv|jsonl] [--bom] [--url http://localhost:3000] [--tenant acme] [--role admin] > file\nA token is taken from WEFT_TOKEN, or from the local runtime.";
const MOST_TRIES = 6;

export interface ExportOptions {
  readonly url: string;
  readonly path: string;
  readonly format: "csv" | "jsonl";
  readonly bom?: boolean;
  readonly token: string;
  readonly fetch?: typeof fetch;
  /** Takes a page's text; the next page is asked for when it is done. */
  write(text: string): Promise<void>;
}

const Problem = z.object({ code: z.string(), detail: z.string() });

/** Follows the pages of a list to its end. All pages of CSV have a header line: that of the first is kept. */
export async function exportList({ url, path, format, bom = false, token, write, fetch: get = fetch }: ExportOptions): Promise<void> {
  const first = new URL(path, url);
  first.searchParams.set("format", format);
  for (let next: URL | undefined = first, page = 0; next !== undefined; page += 1) {
    if (bom) next.searchParams.set("bom", String(page === 0));
    const answer = await getPage(get, next, token);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${next.pathname} answered ${answer.status}: ${wordsOf(text)}`);
    // The marks of the byte order are gone from text(); the first page's is what Excel looks for.
    if (page === 0 && bom) await write("\uFEFF");
    await write(format === "csv" && page > 0 ? text.slice(text.indexOf("\r\n") + 2) : text);
    next = linkedFrom(answer.headers.get("link"), next);
  }
}

async function getPage(get: typeof fetch, at: URL, token: string): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const answer = await get(at, { headers: { authorization: `Bearer ${token}` }, redirect: "error" });
    if ((answer.status !== 429 && answer.status !== 503) || tries === MOST_TRIES) return answer;
    await answer.body?.cancel();
    const seconds = Number(answer.headers.get("retry-after") ?? 1);
    await sleep(1000 * (Number.isFinite(seconds) ? seconds : 1));
  }
}

/** Where `rel="next"` leads (RFC 8288). Never to another origin: the token goes along. */
function linkedFrom(link: string | null, from: URL): URL | undefined {
  const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(link ?? "")?.[1];
  if (target === undefined) return undefined;
  const next = new URL(target, from);
  if (next.origin !== from.origin) throw new Error(`the next page is said to be at ${next.origin}, which is not where this one came from`);
  return next;
}

function wordsOf(text: string): string {
  try {
    const problem = Problem.safeParse(JSON.parse(text));
    if (problem.success) return `${problem.data.detail} (${problem.data.code})`;
  } catch {
    // Not JSON: shown as it is.
  }
  return text.slice(0, 300);
}

async function localToken(url: string, tenant: string, role: string): Promise<string> {
  const answer = await fetch(new URL("/_local/token", url), {
    method: "POST",
    headers: { "content-type": "application/json", "x-weft-local": "1" },
    body: JSON.stringify({ tenant, role }),
  }).catch(() => null);
  if (answer === null) throw new Error(`Nothing answers at ${url}: start Weft with "npm start" first, or name where it runs with --url.`);
  const told = z.union([z.object({ access_token: z.string() }), z.object({ error: z.string() })]).safeParse(await answer.json().catch(() => null));
  if (!told.success) throw new Error(`What runs at ${url} gives no local token: put one into WEFT_TOKEN.`);
  if ("error" in told.data) throw new Error(told.data.error);
  return told.data.access_token;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      format: { type: "string", default: "csv" },
      bom: { type: "boolean", default: false },
      url: { type: "string", default: "http://localhost:3000" },
      tenant: { type: "string", default: "acme" },
      role: { type: "string", default: "admin" },
    },
  });
  const [path, ...more] = positionals;
  const format = z.enum(["csv", "jsonl"]).safeParse(values.format);
  if (path === undefined || !path.startsWith("/") || more.length > 0 || !format.success) throw new Error(USAGE);
  const token = process.env["WEFT_TOKEN"] ?? (await localToken(values.url, values.tenant, values.role));
  await exportList({
    url: values.url,
    path,
    format: format.data,
    bom: values.bom,
    token,
    async write(text) {
      if (!process.stdout.write(text)) await once(process.stdout, "drain");
    },
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    await main();
  } catch (thrown) {
    console.error(thrown instanceof Error ? thrown.message : String(thrown));
    process.exitCode = 1;
  }
}
