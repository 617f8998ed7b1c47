import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { root } from "../infra/root.ts";
import { type Figure, type Group, figure } from "./figure.ts";
import { type System, startSystem } from "./system.ts";

const SIZES = [2_000, 20_000];
const QUICK = [100, 400];

function* customers(rows: number): Generator<string> {
  yield "Customer No.,Company,E-Mail,Street,ZIP,City,Country,Terms\r\n";
  for (let no = 1; no <= rows; no += 1)
    yield `B-${no},Shop ${no},shop${no}@example.com,${no} Mill Lane,${10_000 + (no % 80_000)},Berlin,DE,${[7, 14, 30][no % 3]}\r\n`;
}

interface Sent {
  readonly seconds: number;
  /** The most memory that the sending process had, in MB: all of it, not the heap alone. */
  readonly megabytes: number;
  readonly said: string;
}

/** The command as people run it, with a look at its memory ten times a second. */
async function send(system: System, tenant: string, file: string): Promise<Sent> {
  const begun = performance.now();
  const child = spawn(process.execPath, [join(root, "scripts/import.ts"), "customers", file, "--url", system.runtime.url, "--tenant", tenant], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  let kilobytes = 0;
  const look = setInterval(() => {
    void readFile(`/proc/${child.pid}/status`, "utf8").then(
      (status) => (kilobytes = Math.max(kilobytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0))),
      () => undefined,
    );
  }, 100);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearInterval(look);
  if (code !== 0) throw new Error(`the import ended with ${code}: ${said}`);
  return { seconds: (performance.now() - begun) / 1000, megabytes: kilobytes / 1024, said: said.trimEnd().split("\n").at(-1) ?? "" };
}

/** Customers from a CSV file through `npm run import`: rows a second, units for each row, and the sender's memory at ten times as many rows. */
export const imports: Group = async ({ quick, rows }) => {
  const system = await startSystem();
  const folder = await mkdtemp(join(tmpdir(), "weft-bench-"));
  const { meter } = system.runtime.backstage;
  const spent = (of: "readUnits" | "writeUnits") => meter.report().reduce((sum, each) => sum + each[of], 0);
  try {
    const figures: Figure[] = [];
    const notes: string[] = [];
    for (const size of rows ?? (quick ? QUICK : SIZES)) {
      const file = join(folder, `${size}.csv`);
      await pipeline(Readable.from(customers(size)), createWriteStream(file));
      meter.reset();
      const first = await send(system, `import-${size}`, file);
      // What follows from the customers in other contexts goes on after the import is done.
      await system.runtime.idle(120_000 + size * 30);
      figures.push(
        figure(`${size} customers`, "rows/s", [size / first.seconds]),
        figure(`${size} customers`, "MB of the sender", [first.megabytes]),
        figure(`${size} customers`, "write units a row", [spent("writeUnits") / size]),
        figure(`${size} customers`, "read units a row", [spent("readUnits") / size]),
      );
      meter.reset();
      const again = await send(system, `import-${size}`, file);
      figures.push(figure(`${size} customers, the same file again`, "write units", [spent("writeUnits")]));
      notes.push(`${size} rows: ${first.said}; the same file again: ${again.said}.`);
    }
    return { figures, notes };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await system.stop();
  }
};
