import { spawn } from "node:child_process";
import { createServer } from "node:net";

/** A port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === "object" ? resolve(address.port) : reject(new Error("No free port was found."))));
    });
  });
}

/** A child process that does not outlive this one. */
export interface Kept {
  /** Settles when the child ends, with what it last wrote. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts a program and makes sure it dies with us, even when we are killed with SIGKILL: a small shell waits on a pipe that
 * only we hold open, and ends the program once the pipe closes. Both have process groups of their own, so that a Ctrl-C in the
 * terminal reaches us alone and we stop them in order.
 */
export function keep(binary: string, args: readonly string[]): Kept {
  const child = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"], detached: true });
  let said = "";
  const listen = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  };
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (problem) => resolve(problem.message));
    child.once("exit", () => resolve(said.trim()));
  });
  const watchdog =
    child.pid === undefined
      ? undefined
      : spawn("/bin/sh", ["-c", 'cat >/dev/null; kill "$1" 2>/dev/null', "watchdog", String(child.pid)], {
          stdio: ["pipe", "ignore", "ignore"],
          detached: true,
        });
  watchdog?.on("error", () => undefined);
  watchdog?.stdin?.on("error", () => undefined);
  // An engine that ended frees its pid for others: the watchdog must not kill those.
  void ended.then(() => watchdog?.kill("SIGKILL"));
  // Neither child may hold our process open once its own work is done.
  watchdog?.unref();
  child.unref();
  return {
    ended,
    async stop() {
      child.kill("SIGTERM");
      const patience = setTimeout(() => child.kill("SIGKILL"), 3000);
      await ended;
      clearTimeout(patience);
    },
  };
}
