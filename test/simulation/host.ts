import { type Runtime, startRuntime } from "../../local/runtime.ts";

/** A deployment that can be ended and started again over the same data. Time runs a hundred times as fast for whoever only waits. */
export interface Host {
  readonly runtime: Runtime;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const FIVE_MINUTES = 300_000;
/** Every third function's clock goes before, every third after. */
const clockSkewMs = (name: string): number => (([...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 3) - 1) * FIVE_MINUTES;

export async function openHost(assemblyDir: string, dataDir: string): Promise<Host> {
  const start = () =>
    startRuntime({
      assemblyDir,
      port: 0,
      dataDir,
      timeScale: 100,
      maxWarm: 200,
      // More than there are cores: the more run at once, the more they race.
      maxPerFunction: 8,
      clockSkewMs,
      // Stale reads must be watched for from the start; each seed says how many there are.
      chaos: { seed: 0, duplicate: 0, reorder: 0, stale: 1e-9, staleMs: 400 },
    });
  let runtime = await start();
  return {
    get runtime() {
      return runtime;
    },
    async restart() {
      await runtime.stop();
      runtime = await start();
    },
    stop: () => runtime.stop(),
  };
}
