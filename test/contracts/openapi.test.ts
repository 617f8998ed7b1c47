import { beforeAll, describe, expect, it } from "vitest";
import { type Discovered, discover } from "../../infra/discover.ts";
import { openApi } from "../../infra/openapi.ts";
import { scopes } from "../../domain/platform/roles.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: object;
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: string[];
  readonly security: Record<string, string[]>[];
  readonly parameters?: Parameter[];
  readonly requestBody?: { readonly content: { readonly "application/json": { readonly schema: { readonly $ref: string }; readonly example?: object } } };
  readonly responses: Record<
    string,
    { readonly $ref?: string; readonly description?: string; readonly headers?: object; readonly content?: Record<string, { schema: object }> }
  >;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<string, { properties?: Record<string, object>; additionalProperties?: unknown }>;
    readonly responses: Record<string, { description: string }>;
  };
}

let document: Document;
let useCases: Discovered[];
let operations: { path: string; method: string; operation: Operation; useCase: Discovered }[];
beforeAll(async () => {
  useCases = await discover();
  document = openApi(useCases, "0.0.0") as unknown as Document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation, useCase: useCases.find(({ name }) => name === operation.operationId)! })),
  );
});

describe("openapi.json", () => {
  it("is OpenAPI 3.1 with every route, each operation named after its file", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(
      useCases.flatMap(({ definition }) => ("route" in definition ? [definition.route] : [])).sort(),
    );
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    for (const { operation, useCase } of operations) expect(operation.tags).toEqual([useCase.context]);
  });

  it("has no reference that leads nowhere", () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(schemas|responses)\/([^"]+)"/g)];
    expect(refs.length).toBeGreaterThan(50);
    for (const [ref, kind, name] of refs)
      expect(kind === "schemas" ? document.components.schemas[name!] : document.components.responses[name!], ref).toBeDefined();
    expect(JSON.stringify(document)).not.toMatch(/"\$ref":"#\/(definitions|\$defs)/);
  });

  it("declares every path parameter, and each parameter once", () => {
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
      const parameters = operation.parameters ?? [];
      expect(
        parameters.filter((each) => each.in === "path").map(({ name, required }) => [name, required]),
        operation.operationId,
      ).toEqual(inPath.map((name) => [name, true]));
      expect(new Set(parameters.map(({ name, in: place }) => `${place} ${name}`)).size).toBe(parameters.length);
    }
  });

  it("takes an Idempotency-Key and a dry run on every command, If-Match where a thing is guarded, a cursor on every list", () => {
    for (const { operation, useCase } of operations) {
      const names = (operation.parameters ?? []).map(({ name }) => name);
      const { definition } = useCase;
      if (definition.kind === "command") expect(names, operation.operationId).toEqual(expect.arrayContaining(["Idempotency-Key", "dryRun"]));
      expect(names.includes("If-Match"), operation.operationId).toBe(definition.kind === "command" && definition.guards !== undefined);
      if (definition.kind === "query" && definition.answers === "page" && "cursor" in definition.input.shape)
        expect(names, operation.operationId).toEqual(expect.arrayContaining(["limit", "cursor", "format", "bom"]));
    }
  });

  it("asks for a scope of the closed vocabulary on everything but public pages", () => {
    for (const { operation, useCase } of operations) {
      if (useCase.definition.kind === "page") expect(operation.security).toEqual([]);
      else expect(scopes.map((scope) => `weft/${scope}`)).toContain(operation.security[0]!["token"]![0]);
    }
  });

  it("tells every refusal under its status, and an answer for whatever else can go wrong", () => {
    for (const { operation, useCase } of operations) {
      if (!("refuses" in useCase.definition)) continue;
      const told = JSON.stringify(
        Object.values(operation.responses).map((response) =>
          response.$ref === undefined ? response : document.components.responses[response.$ref.split("/").at(-1)!],
        ),
      );
      for (const code of Object.keys(useCase.definition.refuses)) expect(told, `${operation.operationId}: ${code}`).toContain(`\`${code}\``);
      expect(Object.keys(operation.responses), operation.operationId).toEqual(expect.arrayContaining(["400", "401", "403", "429", "500", "503"]));
    }
  });

  it("answers 201 with a place where something is made, data and facts from commands, data and next from lists", () => {
    for (const { operation, useCase } of operations) {
      const { definition } = useCase;
      if (definition.kind !== "command" && definition.kind !== "query") continue;
      const status = definition.kind === "command" ? String(definition.status ?? 200) : "200";
      const response = operation.responses[status]!;
      const schema = document.components.schemas[(response.content!["application/json"]!.schema as { $ref: string }).$ref.split("/").at(-1)!]!;
      const fields = Object.keys(schema.properties!);
      expect(fields, operation.operationId).toEqual(
        definition.kind === "command" ? ["data", "events", "dryRun"] : definition.answers === "page" ? ["data", "next"] : ["data"],
      );
      const isList = definition.kind === "query" && definition.answers === "page";
      expect(Object.keys(response.content!), operation.operationId).toEqual(["application/json", ...(isList ? ["text/csv", "application/x-ndjson"] : [])]);
      if (isList)
        expect([response.headers, operation.responses["406"]], operation.operationId).toEqual([
          expect.objectContaining({ Link: expect.anything() }),
          expect.anything(),
        ]);
      if (definition.kind === "command" && definition.locates !== undefined) expect(response.headers).toHaveProperty("Location");
    }
  });

  it("takes strict bodies only, and shows examples that work", () => {
    let shown = 0;
    for (const { operation, useCase } of operations) {
      if (operation.requestBody === undefined || useCase.definition.kind !== "command") continue;
      const { schema, example } = operation.requestBody.content["application/json"];
      expect(document.components.schemas[schema.$ref.split("/").at(-1)!]!.additionalProperties, operation.operationId).toBe(false);
      if (example === undefined) continue;
      shown += 1;
      const path = Object.fromEntries(
        (operation.parameters ?? []).filter((each) => each.in === "path").map(({ name, schema: of }) => [name, (of as { examples: unknown[] }).examples[0]]),
      );
      expect(useCase.definition.input.safeParse({ ...example, ...path }).error, operation.operationId).toBeUndefined();
    }
    expect(shown).toBeGreaterThan(5);
  });
});
