import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type Runtime, startRuntime } from "../../local/runtime.ts";
import { confided } from "../kit/logs.ts";
import { fuzz } from "./fuzz.ts";
import { companies, Inventor, Luck, Memory } from "./invent.ts";
import { differences } from "./json-shape.ts";
import { commands, document, guarded } from "./operations.ts";
import { send } from "./send.ts";
import { unsound } from "./soundness.ts";

/** A few hundred requests of `npm run fuzz`, another few hundred every day; `SEED=…` plays them again. */
const seed = Number(process.env["SEED"] ?? Math.floor(Date.now() / 86_400_000));
let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime({ assemblyDir: inject("assemblyDir"), port: 0, dataDir: "memory", chaos: { seed } });
}, 300_000);
afterAll(() => runtime.stop());

it(`finds nothing that the contract does not describe, no mistake of ours and no damage (seed ${seed})`, async () => {
  const tokens = await Promise.all(["admin", "sales", "inventory", "finance", "purchasing", "auditor"].map((role) => runtime.token({ tenant: "fuzz", role })));
  const { findings, statuses, succeeded } = await fuzz({
    url: runtime.url,
    tokens,
    requests: 250,
    lanes: 3,
    seed,
    settle: () => runtime.idle(60_000),
    onRequest: (body) => confided.note(body),
  });
  expect(findings.map(({ operation, problem, sent }) => `${operation}: ${problem} — ${sent.method} ${sent.target} ${sent.body?.slice(0, 300)}`)).toEqual([]);
  // A run in which nothing went through, or nothing was refused, has looked at nothing.
  expect(succeeded.size).toBeGreaterThan(guarded.length / 2);
  for (const status of [200, 201, 400, 403, 404, 422]) expect([status, (statuses.get(status) ?? 0) > 0]).toEqual([status, true]);

  await runtime.idle(60_000);
  const read = async (target: string) =>
    JSON.parse((await send(runtime.url, { method: "GET", target, headers: { authorization: `Bearer ${tokens[0]}` } })).text);
  expect(await unsound(read, companies)).toEqual([]);
  expect(runtime.backstage.queues.all().filter((queue) => /dead/i.test(queue.model.name) && queue.counts().visible > 0)).toEqual([]);
}, 240_000);

it("invents bodies that the contract takes, the same for one seed, and spoils them so that most are taken no more", () => {
  const bodiesOf = (of: number) => {
    const inventor = new Inventor(new Luck(of), new Memory());
    return commands.flatMap((called) => (called.body === undefined ? [] : [[called.body, inventor.valid(called.body, called.id), inventor] as const]));
  };
  const all = [...bodiesOf(1), ...bodiesOf(2), ...bodiesOf(3)];
  const wrong = (schema: object, body: unknown) => differences(body, schema, document).length > 0;
  expect(JSON.stringify(bodiesOf(1).map(([, body]) => body))).toBe(JSON.stringify(bodiesOf(1).map(([, body]) => body)));
  expect(all.filter(([schema, body]) => wrong(schema, body)).length).toBeLessThan(all.length / 3);
  expect(all.filter(([schema, body, inventor]) => wrong(schema, inventor.spoilt(body))).length).toBeGreaterThan(all.length / 3);
});
