import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { broken } from "../../infra/compatibility.ts";
import { contracts, publishedIn } from "../../infra/contracts.ts";
import { discoverEvents } from "../../infra/discover-events.ts";

const committed = (name: string) => readFileSync(join(import.meta.dirname, "../../contracts", name), "utf8");
let made: ReadonlyMap<string, string>;
beforeAll(async () => {
  made = await contracts();
});

describe("contracts", () => {
  it.each(["openapi.json", "events.json", "asyncapi.json"])("%s is what the definitions say: else run npm run contracts", (name) => {
    expect(made.get(name) === committed(name), `contracts/${name} is out of date`).toBe(true);
  });

  it("are the same however often they are made", async () => {
    expect([...(await contracts())]).toEqual([...made]);
  });

  it("break nobody who relies on what is committed", () => {
    expect(broken(publishedIn(committed("events.json")), publishedIn(made.get("events.json")!))).toEqual([]);
  });
});

describe("the event catalogue", () => {
  interface Entry {
    readonly name: string;
    readonly version: number;
    readonly visibility: string;
    readonly about: string;
    readonly emittedBy: string[];
    readonly example: unknown;
  }
  const entries = (): Entry[] => (JSON.parse(made.get("events.json")!) as { events: Entry[] }).events;

  it("has every fact of the events folder, told by somebody", async () => {
    expect(entries().map(({ name }) => name)).toEqual((await discoverEvents()).map(({ name }) => name));
    expect(
      entries()
        .filter(({ emittedBy }) => emittedBy.length === 0)
        .map(({ name }) => name),
    ).toEqual([]);
  });

  it("shows an example that was published, and every one can still be read", async () => {
    const examples = new Map(
      (JSON.parse(committed("events.json")) as { events: Entry[] }).events.map(({ name, version, example }) => [`${name} v${version}`, example]),
    );
    for (const fact of await discoverEvents()) expect(fact.data.safeParse(examples.get(`${fact.name} v${fact.version}`)).error, fact.name).toBeUndefined();
  });

  it("is AsyncAPI 3 with a channel and an operation for each fact, and no reference that leads nowhere", () => {
    const document = JSON.parse(made.get("asyncapi.json")!) as { asyncapi: string; channels: object; operations: object; components: object };
    expect(document.asyncapi).toBe("3.0.0");
    expect(Object.keys(document.channels)).toHaveLength(entries().length);
    expect(Object.keys(document.operations)).toHaveLength(entries().length);
    expect(danglingIn(document)).toEqual([]);
  });
});

export function danglingIn(document: object): string[] {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = ""]) => ref);
  const leads = (ref: string) =>
    ref.startsWith("#/") &&
    ref
      .slice(2)
      .split("/")
      .reduce<unknown>((here, step) => (here as Record<string, unknown> | undefined)?.[step.replaceAll("~1", "/").replaceAll("~0", "~")], document) !==
      undefined;
  return [...new Set(refs)].filter((ref) => !leads(ref));
}
