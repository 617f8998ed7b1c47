import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import type { EventContract } from "../domain/kernel/event.ts";
import { contexts } from "./contexts.ts";
import { root } from "./root.ts";

const Shape = z.looseObject({
  context: z.enum(contexts),
  name: z.string(),
  version: z.int(),
  visibility: z.enum(["public", "internal"]),
  about: z.string(),
  noun: z.string(),
  data: z.instanceof(z.ZodObject),
});
const isContract = (value: unknown): boolean => Shape.safeParse(value).success;

/** Every fact there is: `events/<context>/<fact>.ts`, the folder is the registry. Contexts together, each in the order of its facts' names. */
export async function discoverEvents(): Promise<EventContract[]> {
  const files = contexts.flatMap((context) => {
    const folder = join(root, "events", context);
    return existsSync(folder)
      ? readdirSync(folder)
          .filter((file) => file.endsWith(".ts"))
          .sort()
          .map((file) => join(folder, file))
      : [];
  });
  const modules: unknown[] = await Promise.all(files.map((file) => import(pathToFileURL(file).href)));
  return modules.flatMap((exported, index) => {
    const facts = Object.values(Object(exported)).filter(isContract);
    if (facts.length !== 1) throw new Error(`${files[index]} exports ${facts.length} facts; a file has one`);
    return z.array(z.custom<EventContract>(isContract)).parse(facts);
  });
}
