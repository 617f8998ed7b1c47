import { setTimeout as sleep } from "node:timers/promises";
import { CannotStart } from "./assembly/assembly-read.ts";
import { type Runtime, startRuntime } from "./runtime.ts";
import { banner } from "./start-banner.ts";
import { buildAssembly, buildConsole } from "./start-build.ts";
import { fillDemo } from "./start-demo.ts";
import { type StartOptions, startOptions } from "./start-options.ts";
import { onSourceChange } from "./start-watch.ts";

// Lambda runs in UTC, and worker threads have no time zone of their own.
process.env["TZ"] = "UTC";
const stopping = new AbortController();
let runtime: Runtime | undefined;

/** `npm start`: builds what changed, runs it, says how to use it, and stays until it is told to stop. */
async function start(options: StartOptions): Promise<void> {
  // The console's first build takes longer than the rest, and nothing waits for it: its address says so meanwhile.
  const site = options.build ? buildConsole(stopping.signal) : undefined;
  if (options.build) await buildAssembly(stopping.signal);
  if (stopping.signal.aborted) return;
  runtime = await run(options);
  const port = Number(new URL(runtime.url).port);
  console.log(banner(runtime.url, port, options.dataDir));
  await answering(runtime);
  console.log("Weft is ready");
  void site?.then(({ built, complaint }) => {
    if (built) console.log("The console is built");
    if (complaint !== null) console.error(`The console could not be built, everything else is at work:\n${complaint}`);
  });
  if (options.demo)
    void fillDemo(runtime.url, stopping.signal).then((complaint) => {
      if (complaint !== null) console.error(`The company could not be filled in, everything is at work. Start again with --demo to go on:\n${complaint}`);
    });
  if (options.watch) watchSources({ ...options, port });
}

async function run(options: StartOptions): Promise<Runtime> {
  // Without --verbose only what went wrong is worth a line.
  const onLine = (name: string, line: string) => {
    if (options.verbose || line.includes('"level":"ERROR"')) console.log(`${name}  ${line}`);
  };
  const started = await startRuntime({ ...options, onLine });
  void started.broken.then((sentence) => end(1, sentence));
  return started;
}

/** Ready means that a request goes all the way through a function. An API without /health is ready when it listens. */
async function answering({ url, model }: Runtime): Promise<void> {
  if (!model.apis.some(({ routes }) => routes.some(({ routeKey }) => routeKey === "GET /health"))) return;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const response = await fetch(`${url}/health`);
    await response.arrayBuffer();
    if (response.status === 200) return;
    await sleep(100);
  }
  throw new CannotStart("GET /health does not answer with 200: start again with --verbose to see why.");
}

/** Builds again on every change and swaps the runtime; the old one keeps running while the new one cannot be built. */
function watchSources(options: StartOptions): void {
  let queue = Promise.resolve();
  const stop = onSourceChange(() => {
    queue = queue.then(async () => {
      if (stopping.signal.aborted) return;
      const begin = performance.now();
      try {
        await buildAssembly(stopping.signal);
        await runtime?.stop();
        runtime = await run(options);
        console.log(`Weft is ready again after ${Math.round(performance.now() - begin)} ms`);
      } catch (thrown) {
        console.error(sentenceOf(thrown));
      }
    });
  });
  stopping.signal.addEventListener("abort", stop);
}

let ending = false;

async function end(code: number, sentence?: string): Promise<void> {
  if (ending) return;
  ending = true;
  stopping.abort();
  if (sentence !== undefined) console.error(sentence);
  await runtime?.stop().catch((thrown: unknown) => console.error(sentenceOf(thrown)));
  process.exit(code);
}

/** Those who start it read one sentence; a bug in the runtime shows its stack. */
function sentenceOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown instanceof CannotStart || thrown.name === "Error" ? thrown.message : (thrown.stack ?? thrown.message);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));
try {
  await start(startOptions(process.argv.slice(2)));
} catch (thrown) {
  if (!stopping.signal.aborted) await end(1, sentenceOf(thrown));
}
