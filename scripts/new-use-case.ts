import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** `npm run new sales qualify-lead`: the three files of a use case, green from the start, to be filled with what it decides. */
const CONTEXTS = ["sales", "catalog", "inventory", "finance", "purchasing"];
const VAGUE = ["update", "process", "handle", "manage", "do", "execute", "run", "perform"];
const [context = "", name = ""] = process.argv.slice(2);
const [verb = "", ...nounParts] = name.split("-");
const noun = nounParts.join("-");

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

if (!CONTEXTS.includes(context))
  stop(`Name a context first: npm run new <${CONTEXTS.join("|")}> <verb-noun>. A new context is declared in domain/kernel/event.ts.`);
if (!/^[a-z]+(-[a-z0-9]+)+$/.test(name)) stop("Name the use case verb-noun in small letters, such as qualify-lead.");
if (VAGUE.includes(verb)) stop(`"${verb}" says nothing to the people who do the work. Which verb do they use?`);

const camel = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const words = name.replaceAll("-", " ");
const sentence = words.charAt(0).toUpperCase() + words.slice(1);

const files: Record<string, string> = {
  [`domain/${context}/${name}.ts`]: `import { accept, refuse } from "../kernel/decision.ts";

export const ${camel}Refusals = { nothing_to_${verb}: "unprocessable" } as const;

/** Decides whether to ${words}. Pure: time and ids come in. */
export function ${camel}(reason: string) {
  if (reason === "") return refuse("nothing_to_${verb}", { pointer: "/reason", detail: "Say why." });
  return accept({ reason }, []);
}
`,
  [`functions/${context}/${name}.ts`]: `import * as z from "zod";
import { ${camel}, ${camel}Refusals } from "../../domain/${context}/${name}.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "${sentence} with a reason",
  route: "POST /${context}/${noun}s/{id}/${verb}",
  scope: "${context}:write",
  input: z.strictObject({ id: z.ulid(), reason: z.string().max(200) }),
  output: z.object({ reason: z.string() }),
  emits: [],
  refuses: ${camel}Refusals,
  touches: [],
  run: async ({ reason }, { store }) => store.commit(${camel}(reason)),
});
export const { handler } = useCase;
`,
  [`test/${context}/${name}.test.ts`]: `import { describe, expect, it } from "vitest";
import { ${camel} } from "../../domain/${context}/${name}.ts";
import { world } from "../kit/world.ts";

describe("${words}", () => {
  it("does it", async () => {
    const erp = await world();
    expect(await erp.must("${context}/${name}", { path: { id: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B" }, body: { reason: "because" } })).toEqual({ reason: "because" });
  });

  it("says no without a reason", () => {
    expect(${camel}("")).toMatchObject({ ok: false, code: "nothing_to_${verb}" });
  });
});
`,
};

const root = join(import.meta.dirname, "..");
const taken = Object.keys(files).filter((file) => existsSync(join(root, file)));
if (taken.length > 0) stop(`There already is ${taken.join(", ")}.`);
for (const [file, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
  console.log(`made ${file}`);
}
console.log("Next: decide in the first, wire in the second, say what must hold in the third; then npm run contracts && npm test.");
