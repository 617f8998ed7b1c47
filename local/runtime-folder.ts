import { accessSync, constants, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { CannotStart } from "./assembly-read.ts";

/** The folder's absolute path, made when missing; one sentence when it cannot be written. */
export function writableFolder(path: string): string {
  const folder = resolve(path);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch {
    throw new CannotStart(`The data folder ${path} cannot be written: choose another with --data, or keep nothing with --memory.`);
  }
}
