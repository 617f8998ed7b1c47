import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import type { ContextName } from "../domain/kernel/event.ts";
import type { UseCase } from "../functions/_runtime/definition.ts";
import { contexts } from "./contexts.ts";
import { root } from "./root.ts";

const functions = join(root, "functions");

/** Where a use case stands: enough to bundle it. */
export interface Entry {
  readonly context: ContextName;
  /** The file's name: the business verb and its noun. */
  readonly name: string;
  readonly file: string;
}
/** A use case with its definition. */
export interface Discovered extends Entry {
  readonly definition: UseCase;
}

const Contract = z.looseObject({
  context: z.enum(contexts),
  name: z.string(),
  version: z.int(),
  visibility: z.enum(["public", "internal"]),
  about: z.string(),
});
const Common = z.looseObject({
  summary: z.string().min(1).max(256),
  touches: z.array(z.looseObject({ context: z.enum(contexts), noun: z.string() })),
  run: z.function().optional(),
  emits: z.array(Contract).optional(),
});
const Schedule = z.templateLiteral([z.enum(["cron", "rate"]), "(", z.string(), ")"]);
const OpenRoute = z.string().regex(/^GET \/\S*$/);
const shapes = z.discriminatedUnion("kind", [
  Common.extend({ kind: z.literal("command"), route: z.string().regex(/^(POST|PATCH|PUT|DELETE) \/\S+$/), scope: z.string(), refuses: z.looseObject({}) }),
  Common.extend({ kind: z.literal("query"), route: OpenRoute, scope: z.string(), answers: z.enum(["one", "page"]), refuses: z.looseObject({}) }),
  Common.extend({
    kind: z.literal("reaction"),
    on: Contract,
    where: z.record(z.string(), z.array(z.string()).min(1)).optional(),
    reads: z
      .array(z.looseObject({ context: z.enum(contexts), noun: z.string() }))
      .min(1)
      .optional(),
    concurrency: z.int().min(2).max(1000).optional(),
    batchSize: z.int().min(1).max(10).optional(),
    timeoutSeconds: z.int().min(1).max(900).optional(),
  }),
  Common.extend({ kind: z.literal("schedule"), every: Schedule, tenants: z.looseObject({ context: z.enum(contexts) }) }),
  Common.extend({ kind: z.literal("page"), route: OpenRoute, contentType: z.string() }),
  Common.extend({
    kind: z.literal("machinery"),
    part: z.enum(["relay", "tap", "announcer", "dead-letters", "redriver", "timer", "sign-in"]),
    on: Contract.optional(),
    every: Schedule.optional(),
    timeout: z.int().min(1).max(900).optional(),
  }),
]);

/** Narrows what a file exports to a definition, and says what is wrong with one that is none. */
function definitionOf(file: string, exported: unknown): UseCase {
  const loaded = z.looseObject({ handler: z.unknown(), useCase: z.unknown() }).parse(exported);
  const shape = shapes.safeParse(loaded.useCase);
  if (!shape.success) throw new Error(`${file} exports no use case: ${z.prettifyError(shape.error)}`);
  if (typeof loaded.handler !== "function") throw new Error(`${file} exports no handler: end it with \`export const { handler } = useCase;\``);
  return z.custom<UseCase>().parse(loaded.useCase);
}

/** The folder is the registry: `functions/<context>/<use-case>.ts`, and nothing to keep in step by hand. */
export function entries(): Entry[] {
  return contexts.flatMap((context) => filesOf(context).map((file) => ({ context, name: file.slice(0, -3), file: join(functions, context, file) })));
}

function filesOf(context: string): string[] {
  try {
    return readdirSync(join(functions, context))
      .filter((file) => file.endsWith(".ts"))
      .sort();
  } catch {
    // A context that has no use case yet has no folder.
    return [];
  }
}

/** Every use case with its definition, contexts together, each in the order of its name. */
export const discover = (): Promise<Discovered[]> =>
  Promise.all(entries().map(async (entry) => ({ ...entry, definition: definitionOf(entry.file, await import(pathToFileURL(entry.file).href)) })));

/** Finds the bundle of a use case among those that were made. */
export function codeIn(
  bundles: readonly { readonly name: string; readonly folder: string; readonly hash: string }[],
): (entry: Entry) => { readonly folder: string; readonly hash: string } {
  const byName = new Map(bundles.map((each) => [each.name, each]));
  return ({ context, name }) => byName.get(`${context}/${name}`) ?? unbundled(context, name);
}
function unbundled(context: string, name: string): never {
  throw new Error(`${context}/${name} was not bundled`);
}
