import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { freePort, keep } from "./table-engine-process.ts";
import { lockDataDir } from "./table-engine-lock.ts";

export interface EngineOptions {
  /** Keeps nothing: for tests. */
  readonly memory?: boolean;
  /** Folder for `table.db`; absent means in memory. */
  readonly dataDir?: string;
  /** An engine that runs already; DYNAMODB_ENDPOINT unless told, and an empty text means none. Nothing is started or stopped then. */
  readonly endpoint?: string;
}

export interface Engine {
  readonly endpoint: string;
  /** Settles with the engine's last words when it ends, wanted or not; never for an external one. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the table engine and waits until it answers. Its own streams stay off: measured, they make a write's cost grow with
 * the number of stream records, so the table door derives the records instead.
 */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  const dataDir = options.memory === true ? undefined : options.dataDir;
  // Queues and stream records live in the folder even when the table lives elsewhere, so it is locked in any case.
  const lock = dataDir === undefined ? undefined : lockDataDir(dataDir);
  try {
    const external = options.endpoint ?? process.env["DYNAMODB_ENDPOINT"] ?? "";
    const engine = external === "" ? await ownEngine(dataDir) : await externalEngine(external);
    return {
      ...engine,
      async stop() {
        await engine.stop();
        lock?.release();
      },
    };
  } catch (problem) {
    lock?.release();
    throw problem;
  }
}

async function externalEngine(endpoint: string): Promise<Engine> {
  const never = new Promise<string>(() => undefined);
  await answers(endpoint, 3000, never).catch(() => {
    throw new Error(`Nothing answers at DYNAMODB_ENDPOINT ${endpoint}; start that engine or unset the variable.`);
  });
  return { endpoint, ended: never, stop: async () => undefined };
}

async function ownEngine(dataDir: string | undefined): Promise<Engine> {
  const binary = engineBinary();
  const port = await freePort();
  const child = keep(binary, ["serve", "--port", String(port), ...(dataDir === undefined ? [] : ["--db-path", join(dataDir, "table.db")])]);
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await answers(endpoint, 10_000, child.ended);
  } catch (problem) {
    await child.stop();
    throw problem;
  }
  return { endpoint, ended: child.ended, stop: child.stop };
}

/** The engine's program for this machine, from the optional dependency that carries it. */
function engineBinary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const binary = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), process.platform === "win32" ? "dynoxide.exe" : "dynoxide");
    if (existsSync(binary)) return binary;
  } catch {
    // Not installed: the sentence below says what to do.
  }
  throw new Error(
    `There is no table engine for ${process.platform}-${process.arch}: set DYNAMODB_ENDPOINT to one that runs (DynamoDB Local will do) or install ${name}.`,
  );
}

/** Any HTTP answer will do: an engine that refuses an unsigned request is an engine that is up. */
async function answers(endpoint: string, patienceMs: number, ended: Promise<string>): Promise<void> {
  let lastWords: string | undefined;
  const listen = async () => {
    lastWords = await ended;
  };
  void listen();
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    if (lastWords !== undefined) throw new Error(`The table engine ended at its start: ${lastWords || "it said nothing"}.`);
    try {
      await (await fetch(endpoint, { signal: AbortSignal.timeout(1000) })).text();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  throw new Error(`The table engine did not answer at ${endpoint} within ${patienceMs / 1000} s.`);
}
