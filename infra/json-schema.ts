import * as z from "zod";

export type Json = { readonly [key: string]: unknown };
export const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** Schemas that have a name of their own (`.meta({ id })`) or that a document gives one; `$ref`s point at them. */
export class Schemas {
  readonly #named = new Map<string, Json>();
  /** Answers that several operations give, by name. */
  readonly answers = new Map<string, Json>();
  readonly #prefix: string;

  /** @param prefix where named schemas stand in the document, such as `#/components/schemas/` */
  constructor(prefix = "#/components/schemas/") {
    this.#prefix = prefix;
  }

  /** All named schemas in the order of their names. */
  all(): Record<string, Json> {
    return Object.fromEntries([...this.#named].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  /** A zod schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1. `input` is what a caller may send, `output` what they get. */
  of(schema: z.ZodType, io: "input" | "output"): Json {
    const { definitions, $defs, ...whole }: Json = z.toJSONSchema(schema, { target: "openapi-3.1", io, reused: "inline" });
    const local = Object.entries({ ...(isJson(definitions) ? definitions : {}), ...(isJson($defs) ? $defs : {}) });
    const names = new Map(
      local.map(([name, value]) => [
        name,
        isJson(value)
          ? this.#free(
              name,
              tidy(value, (ref) => ref),
              io,
            )
          : name,
      ]),
    );
    const moved = (ref: string) => `${this.#prefix}${names.get(ref.replace(/^#\/(definitions|\$defs)\//, "")) ?? ref}`;
    for (const [name, value] of local) if (isJson(value)) this.#named.set(names.get(name) ?? name, tidy(value, moved));
    return tidy(whole, moved);
  }

  /** Gives a schema a name and answers the reference to it. */
  name(name: string, schema: Json): Json {
    this.#named.set(name, schema);
    return { $ref: this.#prefix + name };
  }

  /** What a reference stands for. */
  resolve(schema: Json): Json {
    const { $ref } = schema;
    return typeof $ref === "string" ? (this.#named.get($ref.slice(this.#prefix.length)) ?? {}) : schema;
  }

  readonly #shapes = new Map<string, string>();
  /** One name may be sent in one shape and answered in another (defaults are filled in): the second gets a name of its own. */
  #free(name: string, shape: Json, io: "input" | "output"): string {
    const written = JSON.stringify(shape);
    for (const candidate of [name, `${name}${io === "input" ? "Given" : "Shown"}`]) {
      const taken = this.#shapes.get(candidate);
      if (taken !== undefined && taken !== written) continue;
      this.#shapes.set(candidate, written);
      return candidate;
    }
    throw new Error(`the schema name ${name} stands for three different shapes`);
  }
}

/** Takes out what says nothing (the range of safe integers, patterns that only restate a format) and lists examples as JSON Schema does. */
function tidy(schema: Json, moved: (ref: string) => string): Json {
  const entries = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (key === "$schema" || key === "id") return [];
    // The keys in here are names of fields, not words of JSON Schema.
    if (key === "properties" && isJson(value)) return [[key, Object.fromEntries(Object.entries(value).map(([name, of]) => [name, tidied(of, moved)]))]];
    if (key === "$ref" && typeof value === "string") return [[key, moved(value)]];
    if (key === "pattern" && (schema["format"] === "date" || schema["format"] === "date-time")) return [];
    if ((key === "maximum" && value === Number.MAX_SAFE_INTEGER) || (key === "minimum" && value === Number.MIN_SAFE_INTEGER)) return [];
    if (key === "example" && typeof schema["type"] === "string") return [["examples", [value]]];
    return [[key, tidied(value, moved)]];
  });
  return Object.fromEntries(entries);
}
function tidied(value: unknown, moved: (ref: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => tidied(each, moved));
  return isJson(value) ? tidy(value, moved) : value;
}

/** An instance of a schema made of its fields' examples: the required fields, and with `optional` those others that have an example. */
export function exampleOf(schema: Json, schemas: Schemas, optional = true): unknown {
  const own = schemas.resolve(schema);
  const given = Array.isArray(own["examples"]) ? own["examples"][0] : own["const"];
  if (given !== undefined) return given;
  if (own["default"] !== undefined) return own["default"];
  if (Array.isArray(own["enum"])) return own["enum"][0];
  for (const choice of ["oneOf", "anyOf", "allOf"])
    if (Array.isArray(own[choice]) && isJson(own[choice][0])) return exampleOf(own[choice][0], schemas, optional);
  if (own["type"] === "object") return objectOf(own, schemas, optional);
  if (own["type"] === "array") return isJson(own["items"]) ? [exampleOf(own["items"], schemas, optional)] : [];
  if (own["type"] === "integer" || own["type"] === "number") return Math.max(1, typeof own["minimum"] === "number" ? own["minimum"] : 1);
  return own["type"] === "boolean" ? true : own["format"] === "email" ? "ada@example.com" : "Example";
}

function objectOf(schema: Json, schemas: Schemas, optional: boolean): Json {
  const properties = isJson(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const wanted = Object.entries(properties).filter(
    ([name, of]) => required.includes(name) || (optional && isJson(of) && (Array.isArray(of["examples"]) || of["default"] !== undefined)),
  );
  return Object.fromEntries(wanted.map(([name, of]) => [name, isJson(of) ? exampleOf(of, schemas, optional) : undefined]));
}

/** An example that the schema itself takes: with as many fields as it can, or none at all. */
export function provenExample(zod: z.ZodType, schema: Json, schemas: Schemas, beside: Json = {}): unknown {
  for (const optional of [true, false]) {
    const example = exampleOf(schema, schemas, optional);
    if (zod.safeParse(isJson(example) ? { ...example, ...beside } : example).success) return example;
  }
  return undefined;
}
