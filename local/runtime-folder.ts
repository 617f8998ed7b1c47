import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { CannotStart } from "./assembly/assembly-read.ts";

/** The folder's absolute path, made when missing; one sentence when it cannot be written. */
export function writableFolder(path: string): string {
  const folder = resolve(path);
  try {
    make(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch {
    throw new CannotStart(`The data folder ${path} cannot be written: choose another with --data, or keep nothing with --memory.`);
  }
}

/** One level at a time: Node's recursive mkdir never ends where a file system refuses new folders with ENOENT (/proc). */
function make(folder: string): void {
  if (existsSync(folder)) return;
  make(dirname(folder));
  mkdirSync(folder);
}
