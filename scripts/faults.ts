import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Host, openHost } from "../test/simulation/host.ts";
import { simulate } from "../test/simulation/simulate.ts";

/**
 * `npm run faults -- [--seeds 50 | --minutes 10] [--from 1] [--jobs 2]`: plays seeds against the deployed bundles and checks everything after each.
 * `SEED=17 npm run faults` plays one again. Says only what is wrong, and at the end what was done.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "50" },
    minutes: { type: "string" },
    from: { type: "string", default: "1" },
    jobs: { type: "string", default: "1" },
    step: { type: "string", default: "1" },
  },
});
const root = join(import.meta.dirname, "..");
const one = process.env["SEED"];
const jobs = one === undefined ? Number(values.jobs) : 1;
/** The table keeps what every seed left, so a runtime is replaced before checks take longer than play. */
const SEEDS_A_RUNTIME = 100;

if (
  process.env["WEFT_FAULTS_JOB"] === undefined &&
  spawnSync(process.execPath, [join(root, "infra/build.ts")], { cwd: root, stdio: ["ignore", "ignore", "inherit"] }).status !== 0
)
  process.exit(1);
if (jobs > 1) {
  const codes = await Promise.all(
    Array.from({ length: jobs }, (_, job) => {
      const share = values.minutes === undefined ? ["--seeds", String(Math.ceil(Number(values.seeds) / jobs))] : ["--minutes", values.minutes];
      const args = [import.meta.filename, ...share, "--from", String(Number(values.from) + job), "--step", String(jobs)];
      return new Promise<number>((resolve) => {
        spawn(process.execPath, args, { stdio: "inherit", env: { ...process.env, WEFT_FAULTS_JOB: String(job) } }).on("close", (code) => resolve(code ?? 1));
      });
    }),
  );
  process.exit(Math.max(...codes));
}

const began = performance.now();
const isOver = (done: number) =>
  one !== undefined ? done > 0 : values.minutes === undefined ? done >= Number(values.seeds) : performance.now() - began > Number(values.minutes) * 60_000;
const fired: Record<string, number> = {};
const failing: number[] = [];
let played = 0;
let done = 0;
let host: Host | undefined;
let folder = "";
const close = async () => {
  await host?.stop();
  host = undefined;
  await rm(folder, { recursive: true, force: true });
};
while (!isOver(done)) {
  const seed = one === undefined ? Number(values.from) + done * Number(values.step) : Number(one);
  if (host === undefined) {
    folder = await mkdtemp(join(tmpdir(), "weft-faults-"));
    host = await openHost(join(root, "cdk.out"), folder);
  }
  const outcome = await simulate(host, seed);
  done += 1;
  played += outcome.played;
  for (const [name, times] of Object.entries(outcome.fired)) fired[name] = (fired[name] ?? 0) + times;
  if (outcome.wrong.length > 0) {
    failing.push(seed);
    console.log(`seed ${seed} failed (SEED=${seed} npm run faults):\n${outcome.wrong.map((each) => `  ${each}`).join("\n")}`);
  }
  if (done % SEEDS_A_RUNTIME === 0 || outcome.wrong.length > 0) await close();
  if (done % 50 === 0) console.log(`${done} seeds, ${failing.length} failed, ${((performance.now() - began) / done / 1000).toFixed(2)} s each`);
}
await close();
console.log(
  `${done} seeds in ${((performance.now() - began) / 1000).toFixed(0)} s: ${failing.length} failed${failing.length > 0 ? ` (${failing.join(", ")})` : ""}; ${played} commands; fired ${Object.entries(
    fired,
  )
    .map(([name, times]) => `${name} ${times}`)
    .join(", ")}`,
);
process.exit(failing.length > 0 ? 1 : 0);
