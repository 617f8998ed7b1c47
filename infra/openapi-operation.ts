import type { Command, PublicPage, Query } from "../functions/_runtime/definition.ts";
import { MOST_EXPORTED } from "../functions/_runtime/http-list.ts";
import { isJson, type Json, provenExample, type Schemas } from "./json-schema.ts";
import { correlated, correlationId, disposed, dryRun, etag, exported, header, idempotencyKey, ifMatch, linked, varied } from "./openapi-headers.ts";
import { problemAnswers } from "./openapi-problem.ts";

/** `win-opportunity` → `WinOpportunity`, the name of its schemas. */
const pascal = (name: string): string => name.replaceAll(/(^|-)([a-z0-9])/g, (_all, _dash, letter: string) => letter.toUpperCase());

export function operationOf(name: string, context: string, definition: Command | Query | PublicPage, schemas: Schemas): Json {
  const common = { operationId: name, summary: definition.summary, tags: [context] };
  if (definition.kind === "page")
    return {
      ...common,
      security: [],
      responses: {
        "200": {
          description: definition.summary,
          content: { [definition.contentType.split(";")[0] ?? ""]: { schema: { type: definition.contentType.includes("json") ? "object" : "string" } } },
        },
      },
    };
  const fields = fieldsOf(definition, schemas);
  const told = { ...common, security: [{ token: [`weft/${definition.scope}`] }] };
  const shown = { ...told, ...hintsOf(definition) };
  return definition.kind === "command" ? commandOf(shown, name, definition, fields, schemas) : queryOf(shown, name, definition, fields, schemas);
}

/** What a client that is drawn from the contract needs beside the schemas. */
function hintsOf(definition: Command | Query): Json {
  const of = (name: string, value: unknown): Json => (value === undefined ? {} : { [`x-weft-${name}`]: value });
  return definition.kind === "command"
    ? { ...of("kind", "command"), ...of("offered", definition.offered), ...of("danger", definition.danger) }
    : { ...of("kind", definition.answers === "page" ? "list" : "query"), ...of("columns", definition.columns), ...of("title", definition.title) };
}

interface Fields {
  readonly whole: Json;
  readonly path: readonly Json[];
  /** Everything that is not in the path, by name. */
  readonly rest: readonly (readonly [name: string, schema: Json])[];
  readonly required: readonly unknown[];
  /** Values that fill the path in an example. */
  readonly pathExample: Json;
}

function fieldsOf(definition: Command | Query, schemas: Schemas): Fields {
  const whole = schemas.resolve(schemas.of(definition.input, "input"));
  const inPath = [...definition.route.matchAll(/\{([^}]+)\}/g)].map(([, name = ""]) => name);
  const properties = Object.entries(isJson(whole["properties"]) ? whole["properties"] : {}).flatMap(([name, schema]) =>
    isJson(schema) ? [[name, schema] as const] : [],
  );
  const path = properties.filter(([name]) => inPath.includes(name));
  return {
    whole,
    path: path.map(([name, schema]) => ({ name, in: "path", required: true, schema })),
    rest: properties.filter(([name]) => !inPath.includes(name)),
    required: Array.isArray(whole["required"]) ? whole["required"] : [],
    pathExample: Object.fromEntries(path.map(([name, schema]) => [name, Array.isArray(schema["examples"]) ? schema["examples"][0] : undefined])),
  };
}

function commandOf(told: Json, name: string, definition: Command, { whole, path, rest, required, pathExample }: Fields, schemas: Schemas): Json {
  const body = { ...whole, properties: Object.fromEntries(rest), required: required.filter((each) => rest.some(([field]) => field === each)) };
  const example = rest.length === 0 ? undefined : provenExample(definition.input, body, schemas, pathExample);
  const requestBody = {
    required: body.required.length > 0,
    content: { "application/json": { schema: schemas.name(`${pascal(name)}Body`, body), ...(example === undefined ? {} : { example }) } },
  };
  const creates = definition.status === 201;
  const answer = schemas.name(`${pascal(name)}Answer`, {
    type: "object",
    properties: {
      data: schemas.of(definition.output, "output"),
      events: eventsOf(definition),
      dryRun: { type: "boolean", const: true, description: "Only when nothing was written." },
    },
    required: ["data", "events"],
  });
  const dryHeaders = { ...(hasVersion(definition, schemas) ? etag : {}), ...correlated };
  const headers = {
    ...dryHeaders,
    ...(definition.locates === undefined ? {} : { Location: header("Where the new thing can be read.") }),
    "Idempotent-Replayed": header("`true` when this answer was given before, for the same Idempotency-Key."),
  };
  const content = { "application/json": { schema: answer } };
  const written = { description: creates ? "Made" : "Done", headers, content };
  return {
    ...told,
    parameters: [...path, dryRun, idempotencyKey, ...(definition.guards === undefined ? [] : [ifMatch]), correlationId],
    ...(rest.length === 0 ? {} : { requestBody }),
    responses: {
      ...(creates ? { "200": { description: "Dry run: it could be made, and was not", headers: dryHeaders, content }, "201": written } : { "200": written }),
      ...problemAnswers(definition, schemas.answers),
    },
  };
}

function queryOf(told: Json, name: string, definition: Query, { path, rest, required }: Fields, schemas: Schemas): Json {
  const parameters = rest.map(([field, schema]) => ({
    name: field,
    in: "query",
    required: required.includes(field),
    // A page of JSON has 100 at most, an export more: one parameter, so the larger bound.
    schema: field === "limit" && definition.answers === "page" ? { ...schema, maximum: MOST_EXPORTED } : schema,
    ...(typeof schema["description"] === "string" ? { description: schema["description"] } : {}),
  }));
  const output = schemas.of(definition.output, "output");
  const properties = isJson(output["properties"]) ? output["properties"] : {};
  const shown =
    definition.answers === "one"
      ? { type: "object", properties: { data: output }, required: ["data"] }
      : {
          type: "object",
          properties: { data: properties["items"], next: { type: "string", description: "Pass it as `cursor` for the next page; absent on the last one." } },
          required: ["data"],
        };
  const isList = definition.answers === "page";
  const headers = { ...(!isList && hasVersion(definition, schemas) ? etag : {}), ...(isList ? { ...linked, ...varied, ...disposed } : {}), ...correlated };
  return {
    ...told,
    parameters: [...path, ...parameters, ...(isList ? exported : []), correlationId],
    responses: {
      "200": {
        description: definition.answers === "one" ? "As it is now" : "One page",
        headers,
        content: { "application/json": { schema: schemas.name(`${pascal(name)}Answer`, shown) }, ...(isList ? exportContent : {}) },
      },
      ...problemAnswers(definition, schemas.answers),
    },
  };
}

/** How a page looks where it is exported. */
const exportContent = {
  "text/csv": {
    schema: {
      type: "string",
      description:
        "RFC 4180, UTF-8, with a header line. Nested fields as `billingAddress.city`, money as `net.amount` (decimal) and `net.currency`, lists as JSON. Text that a spreadsheet could take for a formula begins with an apostrophe.",
    },
  },
  "application/x-ndjson": { schema: { type: "string", description: "One thing a line, each as in `data`." } },
};

/** The facts a command told, by type and id, so that a caller can follow them. */
function eventsOf({ emits }: Command): Json {
  const types = [...new Set(emits.map(({ name }) => name))].sort();
  const event = {
    type: "object",
    properties: {
      id: { type: "string", description: "The fact's id, a ULID" },
      type: types.length === 0 ? { type: "string" } : { type: "string", enum: types },
    },
    required: ["id", "type"],
  };
  return { type: "array", items: event, description: types.length === 0 ? "Always empty: this tells no fact." : "The facts that were told." };
}

function hasVersion({ output }: Command | Query, schemas: Schemas): boolean {
  const { properties } = schemas.resolve(schemas.of(output, "output"));
  return isJson(properties) && "version" in properties;
}
