import { readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import openapiTypes, { astToString } from "openapi-typescript";
import type { Plugin } from "vite";
import { trim } from "./trim-contract.ts";

const MODULE = "virtual:contract";
const TYPES = join(import.meta.dirname, "src/contract/api.ts");

/** Gives the browser what it needs of the contract as the module `virtual:contract`, and writes the types of the typed client. */
export function contract({ openapi }: { readonly openapi: string }): Plugin {
  return {
    name: "contract",
    async buildStart() {
      this.addWatchFile(openapi);
      await writeTypes(openapi);
    },
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    // JSON.parse of a string is read faster by browsers than the same thing written as code.
    load: async (id) =>
      id === `\0${MODULE}` ? `export const contract = JSON.parse(${JSON.stringify(JSON.stringify(trim(await parsed(openapi))))});` : undefined,
  };
}

/** The contexts that have paths of their own: what the development server hands on to the API. */
export const contextsOf = (openapi: string): string[] => [
  ...new Set(Object.keys(trim(JSON.parse(readFileSync(openapi, "utf8"))).paths).flatMap((path) => path.split("/").slice(1, 2))),
];

/** Writes the generated types, only where they differ: a rewritten file would wake every watcher. */
export async function writeTypes(openapi: string, file: string = TYPES): Promise<void> {
  const types = astToString(await openapiTypes(await readFile(openapi, "utf8"), { alphabetize: true }));
  const text = `// Generated from contracts/openapi.json; not kept in the repository.\n${types}`;
  if ((await readFile(file, "utf8").catch(() => "")) === text) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

const parsed = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, "utf8"));
