import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { EventContract } from "../../domain/kernel/event.ts";
import type { UseCase } from "../../functions/_runtime/definition.ts";

const root = join(import.meta.dirname, "../..");
const files = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && each.name.endsWith(".ts"))
    .map((each) => join(each.parentPath, each.name).slice(root.length + 1));
const sources = ["domain", "events", "functions", "infra", "local", "scripts"].flatMap((folder) => (existsSync(join(root, folder)) ? files(folder) : []));
const useCaseFiles = files("functions").filter((file) => !file.startsWith("functions/_"));
const useCases = await Promise.all(
  useCaseFiles.map(async (file) => ({ file, useCase: ((await import(join(root, file))) as { useCase: UseCase; handler: unknown }).useCase })),
);
const events = await Promise.all(
  files("events").map(async (file) => ({ file, event: Object.values((await import(join(root, file))) as Record<string, EventContract>)[0]! })),
);

const FORBIDDEN_VERBS = ["update", "process", "handle", "manage", "do", "execute", "run", "perform"];
const FORBIDDEN_NAMES = /(^|[-/])(utils?|helpers?|common|manager|impl|dto|misc|shared)(\.|-|\/|$)/;
const SCOPES = ["sales", "catalog", "inventory", "finance", "purchasing", "platform"].flatMap((context) => [`${context}:read`, `${context}:write`]);

describe("the ten-second rule", () => {
  it.each(useCases)("$file: exports its definition and handler, is verb-noun, and has its test", ({ file, useCase }) => {
    const [, context = "", name = ""] = /^functions\/([a-z]+)\/([a-z0-9-]+)\.ts$/.exec(file) ?? [];
    expect(name).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
    expect(FORBIDDEN_VERBS).not.toContain(name.split("-")[0]);
    expect(useCase.kind).toMatch(/^(command|query|reaction|schedule|page|machinery)$/);
    expect(useCase.summary).toMatch(/^[A-Z].{8,119}[^.]$/);
    expect(existsSync(join(root, "test", context, `${name}.test.ts`)), `test/${context}/${name}.test.ts`).toBe(true);
  });

  it("finds a reaction by the fact it hears", () => {
    for (const { file, useCase } of useCases)
      if (useCase.kind === "reaction")
        expect(basename(file, ".ts")).toMatch(new RegExp(`-on-${useCase.on.name.replace(/(?!^)([A-Z])/g, "-$1").toLowerCase()}$`));
  });

  it("names an action's route after its verb", () => {
    for (const { file, useCase } of useCases) {
      if (useCase.kind !== "command" || !/\}\/[a-z-]+$/.test(useCase.route)) continue;
      expect(basename(file).split("-")[0]).toBe(useCase.route.split("/").at(-1));
    }
  });

  it("lets no name say nothing", () => {
    expect(sources.filter((file) => FORBIDDEN_NAMES.test(file))).toEqual([]);
  });
});

describe("use cases", () => {
  it("have routes of their own, below their context", () => {
    const routes = useCases.flatMap(({ useCase }) => ("route" in useCase ? [useCase.route.replace(/\{[a-z]+\}/gi, "{}")] : []));
    expect(new Set(routes).size).toBe(routes.length);
    for (const { file, useCase } of useCases)
      if (useCase.kind === "command" || useCase.kind === "query") expect(useCase.route).toContain(` /${file.split("/")[1]}/`);
  });

  it("ask for a right of the closed vocabulary: their own context's, read to read and write to write", () => {
    for (const { file, useCase } of useCases) {
      if (useCase.kind !== "command" && useCase.kind !== "query") continue;
      expect(SCOPES).toContain(useCase.scope);
      expect(useCase.scope, file).toBe(`${file.split("/")[1]}:${useCase.kind === "query" ? "read" : "write"}`);
    }
  });

  it("touch their own context only", () => {
    for (const { file, useCase } of useCases)
      for (const place of useCase.touches) expect(place.context, `${file} touches ${place.noun}`).toBe(file.split("/")[1]);
  });

  it("have strict inputs whose path parameters are in the schema", () => {
    for (const { file, useCase } of useCases) {
      if (useCase.kind !== "command" && useCase.kind !== "query") continue;
      expect(
        useCase.input.safeParse({ surely_not_a_field: 1 }).error?.issues.some(({ code }) => code === "unrecognized_keys"),
        file,
      ).toBe(true);
      for (const [, name] of useCase.route.matchAll(/\{([a-z]+)\}/gi)) expect(Object.keys(useCase.input.shape), file).toContain(name);
    }
  });
});

describe("events", () => {
  it.each(events)("$file: is named after its fact and is told by somebody of its context", ({ file, event }) => {
    expect(basename(file, ".ts")).toBe(event.name.replace(/(?!^)([A-Z])/g, "-$1").toLowerCase());
    expect(file.split("/")[1]).toBe(event.context);
    const tellers = useCases.filter(({ useCase }) => "emits" in useCase && useCase.emits.some(({ name }) => name === event.name));
    expect(tellers.length, "told by").toBeGreaterThan(0);
    expect(tellers.filter((teller) => teller.file.split("/")[1] !== event.context)).toEqual([]);
  });

  it("carry no personal data", () => {
    const personal = /^(name|firstName|lastName|email|phone|street|address|taxId|iban|birth.*)$/;
    const fieldsOf = (schema: unknown): string[] =>
      (schema as { def?: { shape?: Record<string, unknown>; element?: unknown; innerType?: unknown } }).def === undefined
        ? []
        : walk((schema as { def: Record<string, unknown> }).def);
    const walk = (def: Record<string, unknown>): string[] => [
      ...Object.entries((def["shape"] as Record<string, unknown> | undefined) ?? {}).flatMap(([field, inner]) => [field, ...fieldsOf(inner)]),
      ...["element", "innerType"].flatMap((inner) => (def[inner] === undefined ? [] : fieldsOf(def[inner]))),
    ];
    for (const { event } of events.filter(({ event }) => event.context !== "catalog"))
      expect(
        fieldsOf(event.data).filter((field) => personal.test(field)),
        event.name,
      ).toEqual([]);
    expect(fieldsOf(events.find(({ event }) => event.name === "ProductListed")?.event.data)).toContain("name");
  });
});

describe("code", () => {
  const text = (file: string) => readFileSync(join(root, file), "utf8");
  it("takes zod in whole: the named import makes a bundle 350 KB larger", () => {
    expect(sources.filter((file) => /import \{[^}]*\} from "zod"/.test(text(file)))).toEqual([]);
  });

  it("never scans the table nor writes to it outside a transaction", () => {
    const writes =
      /\b(ScanCommand|PutCommand|UpdateCommand|DeleteCommand|BatchWriteCommand|PutItemCommand|UpdateItemCommand|DeleteItemCommand|BatchWriteItemCommand|ExecuteStatementCommand)\b/;
    expect(sources.filter((file) => file.startsWith("functions/") && writes.test(text(file)))).toEqual([]);
  });

  it("leaves nothing lying about", () => {
    expect(sources.filter((file) => /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|expect-error|nocheck)|oxlint-disable|eslint-disable/.test(text(file)))).toEqual([]);
  });
});
