import vm from "node:vm";
import * as z from "zod";

/** What a viewer asks for, as far as a function at the edge may look at it. */
export type EdgeRequest = { readonly method: string; readonly uri: string; readonly headers: Readonly<Record<string, string>> };
type EdgeAnswer = { readonly uri: string } | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** CloudFront stops a function long before: this only keeps an endless loop from holding up the runtime. */
const LIMIT_MS = 1_000;
const Answered = z.union([
  z.object({
    statusCode: z.int().min(200).max(599),
    headers: z.record(z.string(), z.object({ value: z.string() })).default({}),
    body: z.object({ encoding: z.literal("text"), data: z.string() }).optional(),
  }),
  z.object({ uri: z.string().startsWith("/") }),
]);

/**
 * Runs a CloudFront function of the viewer's request, in a world that has nothing but JavaScript: it answers, or says what is asked for instead.
 * AWS source: CloudFront Developer Guide, "CloudFront Functions event structure".
 */
export function edgeFunction(source: string): (request: EdgeRequest) => EdgeAnswer {
  const world = vm.createContext({ event: "" }, { codeGeneration: { strings: false, wasm: false } });
  new vm.Script(source, { filename: "viewer-request.js" }).runInContext(world, { timeout: LIMIT_MS });
  const call = new vm.Script("JSON.stringify(handler(JSON.parse(event)))");
  return ({ method, uri, headers }) => {
    const request = {
      method,
      uri,
      querystring: {},
      cookies: {},
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }])),
    };
    world["event"] = JSON.stringify({ version: "1.0", context: { eventType: "viewer-request" }, viewer: { ip: "127.0.0.1" }, request });
    const answered = Answered.parse(JSON.parse(z.string().parse(call.runInContext(world, { timeout: LIMIT_MS }))));
    if ("uri" in answered) return answered;
    return {
      status: answered.statusCode,
      headers: Object.fromEntries(Object.entries(answered.headers).map(([name, { value }]) => [name, value])),
      body: answered.body?.data ?? "",
    };
  };
}
