import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { root } from "../infra/root.ts";
import { type Figure, type Report, compare, figure } from "./figure.ts";

/** What the script beside us prints as its last line. */
const Measured = z.object({ peer: z.string(), orders_s_1: z.number(), total_ms_p50: z.number(), total_ms_p95: z.number(), orders_s_4: z.number() });
const LIMIT_MS = 10 * 60_000;

/** Other systems stand beside the repository, or where `WEFT_PEERS` says. */
const folder = (): string => process.env["WEFT_PEERS"] ?? join(root, "../shared/peers");

/** Runs a script in a process group of its own and answers its last line; the whole group ends when the time is up. */
function lastLine(script: string): Promise<{ line: string; inTime: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", [script], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
    let said = "";
    let inTime = true;
    const timer = setTimeout(() => {
      inTime = false;
      if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    }, LIMIT_MS);
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.once("error", reject);
    child.once("close", () => {
      clearTimeout(timer);
      resolve({ line: said.trim().split("\n").at(-1) ?? "", inTime });
    });
  });
}

function measuredOf(line: string): z.infer<typeof Measured> | undefined {
  try {
    return Measured.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** The same job done by another ERP on this machine in this run, with our figures divided by its. It installs Debian packages, so it wants root. */
export async function peers(ours: readonly Figure[]): Promise<Report> {
  const script = join(folder(), "tryton", "quick.sh");
  if (!existsSync(script))
    return { figures: [], notes: ["There is no other system to compare with: ../shared/peers beside the repository, or the folder in WEFT_PEERS."] };
  const { line, inTime } = await lastLine(script);
  const theirs = measuredOf(line);
  if (theirs === undefined) return { figures: [], notes: [`The other system ${inTime ? `gave no figures: ${line}` : "was not done within ten minutes."}`] };
  const beside = (name: string, unit: string, our: string, value: number): Figure[] => {
    const found = ours.find((each) => each.name === our);
    const peer = figure(`${theirs.peer}: ${name}`, unit, [value]);
    return found === undefined ? [peer] : [peer, { ...found, comparedWith: compare(theirs.peer, value, found.median) }];
  };
  const most = ours.filter((each) => each.unit === "orders/s" && each.n > 1).toSorted((a, b) => b.median - a.median)[0];
  return {
    figures: [
      ...(most === undefined ? [] : beside("the most orders, however many clients", "orders/s", most.name, Math.max(theirs.orders_s_1, theirs.orders_s_4))),
      ...beside("orders, 1 client", "orders/s", "orders, 1 client", theirs.orders_s_1),
      ...beside("orders, 4 workers", "orders/s", "orders, 4 clients", theirs.orders_s_4),
      ...beside("order to invoice posted and stock assigned", "ms", "win → invoice posted and stock reserved, 1 client", theirs.total_ms_p50),
      ...beside("the same, p95", "ms", "win → invoice posted and stock reserved, 1 client, p95", theirs.total_ms_p95),
    ],
    notes: ["Above one is better for orders/s, below one for ms. The other system keeps its data on disk; ours was in memory."],
  };
}
