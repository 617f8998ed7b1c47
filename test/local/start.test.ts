// What `npm start` and `npm run token` promise whoever runs them; no AWS source, this is ours.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { synthesise } from "./sample-app.ts";

const dir = mkdtempSync(join(tmpdir(), "weft-start-"));
const local = fileURLToPath(new URL("../../local", import.meta.url));
const children: ChildProcess[] = [];
const handler = (word: string) =>
  `export const handler = async (event) => event.triggerSource === undefined ? { statusCode: 200, body: "${word}" } : { ...event, response: {} };`;

/** A project whose build copies what is in `made` into cdk.out, as far as the start can tell. */
beforeAll(() => {
  for (const folder of ["infra", "functions", "code"]) mkdirSync(join(dir, folder));
  writeFileSync(join(dir, "code", "index.mjs"), handler("one"));
  synthesise(join(dir, "made"), join(dir, "code"));
  writeFileSync(
    join(dir, "infra", "build.ts"),
    `import { cpSync, existsSync, readdirSync, writeFileSync } from "node:fs";
cpSync("made", "cdk.out", { recursive: true });
if (existsSync("functions/broken.ts")) { console.error("functions/broken.ts does not compile"); process.exit(1); }
if (existsSync("functions/word.ts")) for (const name of readdirSync("cdk.out")) if (name.startsWith("asset.")) writeFileSync("cdk.out/" + name + "/index.mjs", ${JSON.stringify(handler("two"))});`,
  );
}, 60_000);
afterEach(async () => {
  for (const child of children.splice(0))
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await new Promise((resolve) => child.once("close", resolve));
    }
});
afterAll(() => rmSync(dir, { recursive: true }));

function start(...flags: string[]) {
  const child = spawn(process.execPath, [join(local, "start.ts"), ...flags], { cwd: dir });
  children.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (more: string) => {
      text += more;
    });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const says = (words: string) => expect.poll(() => text, { timeout: 15_000 }).toContain(words);
  return { child, ended, says, text: () => text, url: () => /API +(\S+)/.exec(text)?.[1] ?? "" };
}
const token = (...flags: string[]) => spawnSync(process.execPath, [join(local, "token.ts"), ...flags], { encoding: "utf8", timeout: 10_000 });
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

test("it says how to use it, gives tokens, and stops cleanly on SIGTERM", async () => {
  const begin = performance.now();
  const running = start("--memory", "--port", "0");
  await running.says("Weft is ready");
  expect(performance.now() - begin).toBeLessThan(10_000);
  const port = new URL(running.url()).port;
  expect(running.text()).toContain(`npm run -s token -- --tenant acme --role sales --port ${port}`);
  const given = token("--role", "sales", "--port", port);
  expect([given.status, given.stdout.trim().split(".").length, given.stderr]).toEqual([0, 3, ""]);
  expect(token("--role", "nobody", "--port", port)).toMatchObject({ status: 1, stdout: "", stderr: 'There is no role "nobody"; the user pool has sales.\n' });
  running.child.kill("SIGTERM");
  expect(await running.ended).toBe(0);
});

test("the curl it prints survives the shell as written", async () => {
  const running = start("--memory", "--port", "0");
  await running.says("Weft is ready");
  const data = /-d (.+)\n/.exec(running.text())?.[1] ?? "";
  expect(JSON.parse(spawnSync("sh", ["-c", `printf %s ${data}`], { encoding: "utf8" }).stdout)).toEqual({ name: "Ada's Bikes", currency: "EUR" });
});

test("the console is built beside the rest, and the API is at work when it cannot be", async () => {
  mkdirSync(join(dir, "scripts"));
  const build = join(dir, "scripts", "console.ts");
  try {
    writeFileSync(build, `console.error(process.argv.slice(2).join(" ") === "--build --changed" ? "Nothing changed" : "wrong flags");`);
    const unchanged = start("--memory", "--port", "0");
    await unchanged.says("Weft is ready");
    writeFileSync(build, `console.error("main.tsx does not compile"); process.exit(1);`);
    const failing = start("--memory", "--port", "0");
    await failing.says("The console could not be built, everything else is at work:\nmain.tsx does not compile");
    await failing.says("Weft is ready");
    writeFileSync(build, "");
    const first = start("--memory", "--port", "0");
    await first.says("The console is built");
    expect(unchanged.text()).not.toMatch(/console (is|could)/);
  } finally {
    rmSync(join(dir, "scripts"), { recursive: true });
  }
});

test("--demo fills the tenant acme over HTTP once it is ready, and what fails there stops nothing", async () => {
  mkdirSync(join(dir, "examples", "company"), { recursive: true });
  const company = join(dir, "examples", "company", "main.ts");
  try {
    writeFileSync(
      company,
      `const [, , ...flags] = process.argv; const { status } = await fetch(flags[1] + "/open"); console.log(status, flags.join(" "), process.env.WEFT_TOKEN);`,
    );
    const running = start("--memory", "--port", "0", "--demo");
    await running.says("200 --url http://");
    expect(running.text()).toMatch(/200 --url http:\S+ --tenant acme undefined\n/);
    expect(running.text().indexOf("Weft is ready")).toBeLessThan(running.text().indexOf("--tenant acme undefined"));
    writeFileSync(company, `console.error("the seed is bad"); process.exit(1);`);
    const failing = start("--memory", "--port", "0", "--demo");
    await failing.says("Start again with --demo to go on:\nthe seed is bad");
    expect((await fetch(`${failing.url()}/open`)).status).toBe(200);
    const without = start("--memory", "--port", "0");
    await without.says("Weft is ready");
    expect(without.text()).not.toContain("company");
  } finally {
    rmSync(join(dir, "examples"), { recursive: true });
  }
});

test("each reason not to start is one sentence and exit code 1", async () => {
  const port = await freePort();
  const blocker = createServer().listen(port, "127.0.0.1");
  const cases: [string[], string][] = [
    [["--memory", "--port", String(port)], `Port ${port} is in use: stop what runs there, or choose another with --port.\n`],
    [
      ["--data", "infra/build.ts", "--port", "0"],
      "The data folder infra/build.ts cannot be written: choose another with --data, or keep nothing with --memory.\n",
    ],
    [["--port", "no"], '"no" is not a port: --port takes a number from 0 to 65535.\n'],
    [["--assembly", "nowhere"], 'There is no cloud assembly in nowhere: run "node infra/build.ts" first.\n'],
  ];
  for (const [flags, sentence] of cases) {
    const running = start(...flags);
    expect([await running.ended, running.text()]).toEqual([1, sentence]);
  }
  blocker.close();
  expect(token("--role", "sales", "--port", String(port))).toMatchObject({
    status: 1,
    stdout: "",
    stderr: `Nothing runs on port ${port}: start Weft with "npm start" first, or name its port with --port.\n`,
  });
});

test("--watch swaps the runtime on a change at the same address, and keeps it when the build fails", async () => {
  const running = start("--memory", "--port", "0", "--watch");
  await running.says("Weft is ready");
  const word = async () => (await fetch(`${running.url()}/open`)).text();
  expect(await word()).toBe("one");
  writeFileSync(join(dir, "functions", "broken.ts"), "");
  await running.says("functions/broken.ts does not compile");
  expect(await word()).toBe("one");
  rmSync(join(dir, "functions", "broken.ts"));
  await running.says("Weft is ready again");
  writeFileSync(join(dir, "functions", "word.ts"), "");
  await expect.poll(() => word().catch(() => ""), { timeout: 10_000 }).toBe("two");
  rmSync(join(dir, "functions", "word.ts"));
});

test("the data folder outlives the process: a token of before is still good", async () => {
  const first = start("--data", "kept", "--port", "0");
  await first.says("Weft is ready");
  const { stdout } = token("--role", "sales", "--port", new URL(first.url()).port);
  first.child.kill("SIGKILL");
  await first.ended;
  const second = start("--data", "kept", "--port", "0");
  await second.says("Weft is ready");
  // 403, not 401: the signature is known, the scope is not there.
  expect((await fetch(`${second.url()}/things/1`, { headers: { authorization: `Bearer ${stdout.trim()}` } })).status).toBe(403);
  expect(readFileSync(join(dir, "kept", "issuer-key.json"), "utf8")).toContain('"RSA"');
});
