import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startRuntime } from "../local/runtime.ts";
import { Confided } from "../test/kit/log-leaks.ts";
import { fuzz } from "../test/walls/fuzz.ts";
import { companies } from "../test/walls/invent.ts";
import { guarded } from "../test/walls/operations.ts";
import { send } from "../test/walls/send.ts";
import { unsound } from "../test/walls/soundness.ts";

/** `npm run fuzz -- --requests 10000 [--lanes 4]`: the whole system against a machine that knows its contract. `SEED=…` plays a run again. */
const { values } = parseArgs({ options: { requests: { type: "string", default: "10000" }, lanes: { type: "string", default: "4" } } });
const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
const root = join(import.meta.dirname, "..");
if (spawnSync(process.execPath, [join(root, "infra/build.ts")], { cwd: root, stdio: ["ignore", "ignore", "inherit"] }).status !== 0) process.exit(1);

const confided = new Confided();
const leaks: string[] = [];
const runtime = await startRuntime({
  assemblyDir: join(root, "cdk.out"),
  port: 0,
  dataDir: "memory",
  chaos: { seed },
  onLine: (name, line) => void leaks.push(...confided.leaksIn(line).map((each) => `${name}: ${each}`)),
});
try {
  const began = performance.now();
  const token = (role: string) => runtime.token({ tenant: "fuzz", role });
  const tokens = await Promise.all(["admin", "sales", "inventory", "finance", "purchasing", "auditor"].map(token));
  const { findings, statuses, succeeded } = await fuzz({
    url: runtime.url,
    tokens,
    requests: Number(values.requests),
    lanes: Number(values.lanes),
    seed,
    slowMs: 10_000,
    settle: () => runtime.idle(60_000),
    onRequest: (body) => confided.note(body),
  });
  await runtime.idle(60_000);
  const read = async (target: string) => {
    const answer = await send(runtime.url, { method: "GET", target, headers: { authorization: `Bearer ${tokens[0]}` } });
    if (answer.status !== 200) throw new Error(`${target} answered ${answer.status}: ${answer.text}`);
    return JSON.parse(answer.text);
  };
  const damage = await unsound(read, companies);
  const parked = runtime.backstage.queues.all().flatMap((queue) => (/dead/i.test(queue.model.name) && queue.counts().visible > 0 ? [queue.model.name] : []));
  for (const [problem, same] of Map.groupBy(findings, ({ operation, problem }) => `${operation}: ${problem.slice(0, 160)}`)) {
    console.log(`${same.length} × ${problem}`);
    const { method, target, headers, body } = same[0]?.sent ?? { method: "", target: "" };
    const { authorization: _, ...shown } = headers ?? {};
    console.log(`    e.g. ${method} ${target.slice(0, 300)} ${JSON.stringify(shown)} ${(body ?? "").slice(0, 400)}`);
  }
  for (const each of [...new Set(leaks)].slice(0, 20)) console.log(`log: ${each}`);
  for (const each of [...damage, ...parked.map((name) => `messages are parked in ${name}`)]) console.log(`damage: ${each}`);
  console.log(
    `answers: ${[...statuses]
      .toSorted(([one], [other]) => one - other)
      .map(([status, count]) => `${status} × ${count}`)
      .join(", ")}`,
  );
  const never = guarded.filter(({ id }) => !succeeded.has(id)).map(({ id }) => id);
  console.log(
    `${succeeded.size} operations succeeded${never.length === 0 ? "" : `, never ${never.join(", ")}`}; seed ${seed}; ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
  const found = findings.length + leaks.length + damage.length + parked.length;
  console.log(found === 0 ? "Nothing found." : `${found} findings.`);
  process.exitCode = found === 0 ? 0 : 1;
} finally {
  await runtime.stop();
}
