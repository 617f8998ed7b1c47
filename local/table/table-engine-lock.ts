import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Holds a data folder for one runtime. The lock is the operating system's (through SQLite), so it ends with the process,
 * however that ends: no stale lock file is left to delete by hand.
 */
export function lockDataDir(dataDir: string): { release(): void } {
  mkdirSync(dataDir, { recursive: true });
  const lock = new DatabaseSync(join(dataDir, "runtime.lock"));
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;");
  } catch {
    lock.close();
    throw new Error(`The data folder ${dataDir} is in use by another running Weft; stop that one or choose another folder.`);
  }
  return { release: () => lock.close() };
}
