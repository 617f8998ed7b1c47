import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import * as z from "zod";
import { ImportKindName } from "../../domain/kernel/imports/kind-name.ts";
import { importKinds } from "../../domain/kernel/imports/kinds.ts";

/** How the file says things: what the server takes beside the columns. */
const MapFile = z.strictObject({
  mapping: z.record(z.string(), z.unknown()).optional(),
  decimal: z.string().optional(),
  dateFormat: z.string().optional(),
  delimiter: z.string().length(1).optional(),
});

export interface Options {
  readonly kind: ImportKindName;
  readonly file: string;
  readonly map: z.infer<typeof MapFile>;
  readonly dryRun: boolean;
  readonly url: string;
  readonly token?: string;
  readonly tenant: string;
}

const kinds = ImportKindName.options;
export const USAGE = `npm run import -- <kind> <file.csv> [--map file.json] [--dry-run] [--url http://localhost:3000] [--token …] [--tenant acme]
npm run import -- --help <kind>      what a file of this kind says: ${kinds.join(", ")}`;

/** What was asked for; a string is to be shown instead. */
export async function readOptions(args: readonly string[]): Promise<Options | string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: "boolean", default: false },
      map: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      url: { type: "string", default: "http://localhost:3000" },
      token: { type: "string" },
      tenant: { type: "string", default: "acme" },
    },
  });
  const kind = ImportKindName.safeParse(positionals[0]);
  if (values.help) return kind.success ? helpOf(kind.data) : USAGE;
  const file = positionals[1];
  if (!kind.success || file === undefined) throw new Error(`Say what to import and from which file:\n${USAGE}`);
  const map = values.map === undefined ? {} : mapOf(values.map, await readFile(values.map, "utf8"));
  const token = values.token ?? process.env["WEFT_TOKEN"];
  return { kind: kind.data, file, map, dryRun: values["dry-run"], url: values.url, tenant: values.tenant, ...(token === undefined ? {} : { token }) };
}

function mapOf(path: string, written: string): z.infer<typeof MapFile> {
  try {
    return MapFile.parse(JSON.parse(written));
  } catch (error) {
    throw new Error(`${path} is no mapping: ${error instanceof z.ZodError ? z.prettifyError(error) : "it is not JSON"}`, { cause: error });
  }
}

/** The fields of a kind, as a table for people. */
function helpOf(kind: ImportKindName): string {
  const { about, fields } = importKinds[kind];
  const wide = Math.max(...fields.map(({ name }) => name.length));
  const rows = fields.map(({ name, required, about: what, example }) => `  ${required ? "*" : " "} ${name.padEnd(wide)}  ${what} (${example})`);
  return [`${kind}: ${about}`, "", ...rows, "", "  * every row has it, by a column or by a default in the mapping"].join("\n");
}
