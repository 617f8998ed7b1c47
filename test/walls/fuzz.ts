import { type Answer, undescribed } from "./contract.ts";
import { hostileBodies, hostileCursors, hostileKeys, hostileTexts } from "./hostile.ts";
import { Inventor, Luck, Memory } from "./invent.ts";
import { type Operation, fieldOf, guarded, inPath, inQuery, operation, pathOf } from "./operations.ts";
import { type Sent, json, send } from "./send.ts";
import { shop } from "./shop.ts";

export interface FuzzOptions {
  readonly url: string;
  /** Bearer tokens: the first may do everything and is used most. */
  readonly tokens: readonly string[];
  readonly requests: number;
  readonly seed: number;
  /** How many requests are on their way at once. With one, a seed plays the very same requests again. */
  readonly lanes?: number;
  /** An answer that takes longer is a finding; not asked where absent. */
  readonly slowMs?: number;
  readonly onRequest?: (body: unknown) => void;
  /** Resolves when what was told has reached everybody. */
  readonly settle: () => Promise<void>;
}
export interface Finding {
  readonly no: number;
  readonly operation: string;
  readonly problem: string;
  readonly sent: Sent;
}
export interface Fuzzed {
  readonly findings: readonly Finding[];
  /** How many answers had each status: a run in which nothing succeeded, or nothing was refused, proves nothing. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Operations that succeeded at least once. */
  readonly succeeded: ReadonlySet<string>;
}

/** Sends valid, nearly valid and hostile requests of every operation, with ids that earlier answers gave out, and says what no contract describes. */
export async function fuzz({ url, tokens, requests, seed, lanes = 4, slowMs = Infinity, onRequest = () => {}, settle }: FuzzOptions): Promise<Fuzzed> {
  const luck = new Luck(seed);
  const memory = new Memory();
  const inventor = new Inventor(luck, memory);
  const [findings, statuses, succeeded] = [new Array<Finding>(), new Map<number, number>(), new Set<string>()];

  const learn = (called: Operation, value: unknown, name = ""): void => {
    if (Array.isArray(value)) return value.forEach((each) => learn(called, each, name));
    if (typeof value === "object" && value !== null) return Object.entries(value).forEach(([field, inner]) => learn(called, inner, field));
    if (typeof value !== "string") return;
    if (name === "id") memory.learn(fieldOf(called, name), value);
    else if (name === "next") memory.learn(`${called.id} cursor`, value);
    else if (/Id$|^sku$|^account$/.test(name)) memory.learn(name, value);
  };
  const parameter = (called: Operation, name: string, schema: Record<string, any>): string => {
    if (luck.chance(0.08)) return luck.of(hostileTexts).slice(0, 2_000);
    if (name === "cursor") {
      const genuine = memory.of(`${called.id} cursor`);
      return genuine.length > 0 && luck.chance(0.6) ? luck.of(genuine) : luck.of(hostileCursors(genuine));
    }
    return String(inventor.valid(schema, fieldOf(called, name)));
  };
  const escaped = (value: string) =>
    luck.chance(0.02) ? luck.of(["%", "%zz", "%ff", "%00", "..", "%2e%2e%2f", ""]) : encodeURIComponent(value.toWellFormed());

  function targetOf(called: Operation): string {
    const path = inPath(called).reduce((whole, { name, schema }) => whole.replace(`{${name}}`, escaped(parameter(called, name, schema))), called.path);
    const wanted = inQuery(called).filter(({ name, required }) => required || luck.chance(name === "cursor" ? 0.3 : 0.25));
    const query = wanted.map(({ name, schema }) => `${name}=${escaped(parameter(called, name, schema))}`);
    if (luck.chance(0.03)) query.push(luck.of(["tenant=globex", "__proto__=x", "constructor=x", "limit=1&limit=2", "&&=", "a[b]=c", "limit=%00", "dryRun"]));
    return query.length === 0 ? path : `${path}?${query.join("&")}`;
  }
  function headersOf(called: Operation, no: number): Record<string, string> {
    const headers: Record<string, string> = {};
    if (!luck.chance(0.01)) headers["authorization"] = `Bearer ${luck.chance(0.93) ? tokens[0] : luck.of(tokens)}`;
    if (luck.chance(0.25)) headers["idempotency-key"] = luck.chance(0.1) ? luck.of(hostileKeys) : `k-${luck.chance(0.4) ? luck.below(Math.max(1, no)) : no}`;
    if (luck.chance(0.15)) headers["if-match"] = luck.of(['"1"', '"2"', '"3"', "*", '""', "1", 'W/"1"', '"99999999999999999999"', '"1", "2"']);
    if (luck.chance(0.1)) headers["x-correlation-id"] = luck.of(["story-0001", "#", "x".repeat(100), "a b", "sales#acme"]);
    return called.method === "GET" ? { ...headers, ...(luck.chance(0.02) ? { accept: "text/html", range: "bytes=0-1" } : {}) } : headers;
  }
  function bodyOf(called: Operation): Pick<Sent, "headers" | "body"> {
    if (called.method === "GET" || (called.body === undefined && luck.chance(0.7))) return {};
    const valid = called.body === undefined ? {} : inventor.valid(called.body, called.id);
    const kind = luck.below(100);
    if (kind < 60) return json(valid);
    if (kind < 90) return json(luck.chance(0.25) ? inventor.spoilt(inventor.spoilt(valid)) : inventor.spoilt(valid));
    if (kind < 95) return { headers: { "content-type": "application/json" }, body: luck.of(hostileBodies) };
    const type = luck.of([
      "text/plain",
      "application/xml",
      "application/octet-stream",
      "application/json; charset=utf-16",
      "application/merge-patch+json",
      "x",
    ]);
    return { headers: { "content-type": type }, body: JSON.stringify(valid) };
  }
  function judge(no: number, called: Operation, sent: Sent, answer: Answer): void {
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    const report = (problem: string) => findings.push({ no, operation: called.id, problem, sent });
    if (answer.status >= 500) report(`answered ${answer.status}: ${answer.text.slice(0, 300)}`);
    if (answer.ms > slowMs) report(`took ${answer.ms.toFixed(0)} ms`);
    for (const each of undescribed(called, answer)) report(each);
    if (answer.status >= 300) return;
    succeeded.add(called.id);
    // An export is not taken apart: what is in it, the same list tells as JSON.
    if (!answer.headers.get("content-type")?.includes("json") || answer.headers.get("content-type")?.includes("ndjson")) return;
    const { data, next } = JSON.parse(answer.text);
    // The ids of the facts an answer tells of are nobody's to ask for.
    learn(called, { data, next });
  }
  async function once(no: number, called: Operation, body: Pick<Sent, "headers" | "body">): Promise<void> {
    const headers = Object.fromEntries(Object.entries({ ...headersOf(called, no), ...body.headers }).filter(([, value]) => /^[\x20-\x7e]*$/.test(value)));
    const sent = { method: called.method, target: targetOf(called), headers, body: body.body };
    onRequest(sent.body === undefined ? {} : bodyIn(sent.body));
    // A path that lost a parameter is another operation's, or nobody's.
    const whole = sent.target.split("?")[0]?.split("/").length === called.path.split("/").length && !/\/(\?|$)|\/\//.test(sent.target.split("?")[0] ?? "");
    const answer = await send(url, sent);
    if (whole) judge(no, called, sent, answer);
    else if (answer.status >= 500) findings.push({ no, operation: called.id, problem: `answered ${answer.status}`, sent });
  }

  // First a shop to break: without goods, customers and orders nearly every request would only be told that something is not there.
  for (const stage of shop) {
    for (const [id, body, path = {}] of stage(memory)) {
      const called = operation(id);
      const sent = { method: called.method, target: pathOf(called, ({ name }) => path[name] ?? ""), ...json(body) };
      const answer = await send(url, { ...sent, headers: { ...sent.headers, authorization: `Bearer ${tokens[0]}` } });
      judge(0, called, sent, answer);
      if (answer.status >= 300) findings.push({ no: 0, operation: id, problem: `the shop cannot open: ${answer.text}`, sent });
    }
    await settle();
  }
  let no = 0;
  const lane = async () => {
    while (no < requests) {
      no += 1;
      const called = luck.of(guarded);
      await once(no, called, bodyOf(called));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { findings, statuses, succeeded };
}

function bodyIn(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return {};
  }
}
