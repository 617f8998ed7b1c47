import type { Contract, Method, Operation, Parameter, Schema } from "./src/contract/contract.ts";
import { list, record, text, texts } from "./src/contract/json.ts";

const METHODS: readonly Method[] = ["get", "post", "patch", "put", "delete"];
/** What every list takes and the list page sees to itself. */
const OF_THE_PAGE = new Set(["limit", "cursor", "format", "bom", "dryRun"]);
/** Where a schema says these, the console has no use for them. */
const UNUSED = new Set(["additionalProperties", "examples"]);

/** What the browser needs of openapi.json: some 25 times smaller, so that it is part of the first load. */
export function trim(openapi: unknown): Contract {
  const api = record(openapi);
  const paths = Object.entries(record(api.paths)).flatMap(([path, item]) => {
    const operations = METHODS.flatMap((method) => {
      const operation = record(item)[method];
      return operation === undefined ? [] : [[method, trimmed(method, record(operation), api)] as const];
    });
    return operations.some(([, { query, kind, answer }]) => query.length > 0 || kind === "command" || answer !== undefined)
      ? [[path, Object.fromEntries(operations)] as const]
      : [];
  });
  const kept = { paths: Object.fromEntries(paths) };
  return {
    contexts: list(api.tags).map((tag) => ({ name: text(record(tag).name), description: text(record(tag).description) })),
    ...kept,
    schemas: reachable(kept, record(record(api.components).schemas)),
  };
}

function trimmed(method: Method, operation: Record<string, unknown>, api: Record<string, unknown>): Operation {
  const answer = dataOf(operation, api);
  const isList = answer?.type === "array";
  const kind = text(operation["x-weft-kind"]) || (method !== "get" ? "command" : isList ? "list" : "query");
  const body = schemaAt(record(operation.requestBody));
  const scope = texts(record(list(operation.security)[0]).token)[0];
  const columns = texts(operation["x-weft-columns"]);
  const title = text(operation["x-weft-title"]);
  const offered = Object.entries(record(operation["x-weft-offered"])).map(([field, values]) => [field, texts(values)] as const);
  const shown = isList ? answer.items : answer;
  return {
    id: text(operation.operationId),
    summary: text(operation.summary),
    ...(scope !== undefined && { scope }),
    kind: kind === "list" || kind === "query" ? kind : "command",
    ...(columns.length > 0 && { columns }),
    ...(title !== "" && { title }),
    ...(offered.length > 0 && { offered: Object.fromEntries(offered) }),
    ...(operation["x-weft-danger"] === true && { danger: true }),
    query: list(operation.parameters).flatMap((parameter) => queryParameter(record(parameter))),
    ...(body !== undefined && { body: slim(body) }),
    ...(shown !== undefined && { answer: slim(shown) }),
    refusals: refusalsOf(record(operation.responses), api),
  };
}

function queryParameter({ in: where, name, required, schema }: Record<string, unknown>): Parameter[] {
  if (where !== "query" || OF_THE_PAGE.has(text(name))) return [];
  return [{ name: text(name), required: required === true, schema: slim(record(schema)) }];
}

/** The schema of `data` in the good answer; nothing where it answers something else than JSON. */
function dataOf(operation: Record<string, unknown>, api: Record<string, unknown>): Schema | undefined {
  const good = Object.entries(record(operation.responses)).find(([status]) => status.startsWith("2"));
  const answer = follow(record(schemaAt(record(good?.[1]))), api);
  const data = record(answer.properties).data;
  return data === undefined ? undefined : record(data);
}

const schemaAt = (of: Record<string, unknown>): Schema | undefined => {
  const schema = record(record(of.content)["application/json"]).schema;
  return schema === undefined ? undefined : record(schema);
};

function follow(schema: Record<string, unknown>, api: Record<string, unknown>): Record<string, unknown> {
  if (typeof schema.$ref !== "string") return schema;
  let at: unknown = api;
  for (const step of schema.$ref.slice(2).split("/")) at = record(at)[step];
  return record(at);
}

/** Codes are read from the problem schemas, which name every code of a status. */
function refusalsOf(responses: Record<string, unknown>, api: Record<string, unknown>): string[] {
  const codes = Object.entries(responses).flatMap(([status, response]) => {
    if (status.startsWith("2")) return [];
    const problem = record(record(record(follow(record(response), api)).content)["application/problem+json"]).schema;
    return list(record(problem).allOf).flatMap((part) => texts(record(record(record(part).properties).code).enum));
  });
  return [...new Set(codes)];
}

/** A copy without what the browser does not use; names of properties are data, whatever they are called. */
function slim(schema: Schema): Schema {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]) => {
      if (UNUSED.has(key)) return [];
      if (key === "properties") return [[key, Object.fromEntries(Object.entries(record(value)).map(([name, of]) => [name, slim(record(of))]))]];
      if (key === "items") return [[key, slim(record(value))]];
      if (key === "anyOf" || key === "oneOf") return [[key, list(value).map((choice) => slim(record(choice)))]];
      return [[key, value]];
    }),
  );
}

/** The named schemas that are used, directly or through another one. */
function reachable(from: unknown, schemas: Record<string, unknown>): Record<string, Schema> {
  const found: Record<string, Schema> = {};
  const look = (at: unknown): void => {
    for (const [, name = ""] of JSON.stringify(at).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name in found || !(name in schemas)) continue;
      found[name] = slim(record(schemas[name]));
      look(found[name]);
    }
  };
  look(from);
  return found;
}
