import vm from "node:vm";
import * as z from "zod";

/** What a handler may look at (AppSync Events developer guide, "Context object reference"). */
export type Listener = { readonly channel: string; readonly claims: Readonly<Record<string, string>> };

const LIMIT_MS = 1_000;
const IMPORT = /^\s*import\s*\{\s*util\s*\}\s*from\s*"@aws-appsync\/utils";?/;
const Verdict = z.enum(["granted", "refused"]);

/**
 * Runs `onSubscribe` of a channel name space, in a world that has nothing but JavaScript and `util.unauthorized`. A handler that fails refuses.
 * AWS source: AppSync Events developer guide, "Channel namespace handlers" and "APPSYNC_JS runtime".
 */
export function mayListen(handlers: string): (listener: Listener) => boolean {
  if (handlers === "") return () => true;
  const world = vm.createContext({ given: "" }, { codeGeneration: { strings: false, wasm: false } });
  const source = handlers.replace(IMPORT, "").replaceAll(/^export\s+function/gm, "function");
  new vm.Script(`const util = { unauthorized() { throw "refused"; } };\n${source}`, { filename: "handlers.js" }).runInContext(world, { timeout: LIMIT_MS });
  const call = new vm.Script(`(() => { try { onSubscribe(JSON.parse(given)); return "granted"; } catch { return "refused"; } })()`);
  return ({ channel, claims }) => {
    const segments = channel.split("/").filter(Boolean);
    world["given"] = JSON.stringify({ identity: { claims }, info: { channel: { path: channel, segments } }, operation: "SUBSCRIBE" });
    try {
      return Verdict.parse(call.runInContext(world, { timeout: LIMIT_MS })) === "granted";
    } catch {
      // It did not end in time.
      return false;
    }
  };
}
