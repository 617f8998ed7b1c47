type Schema = Readonly<Record<string, any>>;

/** The words of JSON Schema that our contracts use. One that is not here ends the test: a check nobody made must not look like one that passed. */
const known = new Set(
  "x-weft-references x-weft-search $ref type properties required additionalProperties items enum const pattern minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum minItems maxItems propertyNames anyOf oneOf allOf format default examples example description title".split(
    " ",
  ),
);
const formats: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/,
  email: /^[^@\s]+@[^@\s]+$/,
};
const typeOf = (value: unknown): string => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);
const isObject = (value: unknown): value is Record<string, unknown> => typeOf(value) === "object";

/** Follows a reference into the whole document. */
export function resolved(schema: Schema, document: Schema): Schema {
  const { $ref } = schema;
  if (typeof $ref !== "string") return schema;
  const target = $ref
    .slice(2)
    .split("/")
    .reduce<any>((at, step) => at?.[step], document);
  if (target === undefined) throw new Error(`${$ref} leads nowhere`);
  return resolved(target, document);
}

/** Every way in which a value is not what a JSON Schema (2020-12) describes. A field that is not named is one of them, whether the schema closes itself or not. */
export function differences(value: unknown, schema: Schema, document: Schema, at = ""): string[] {
  const own = resolved(schema, document);
  if (Array.isArray(own["allOf"])) {
    const parts: Schema[] = own["allOf"].map((part: Schema) => resolved(part, document));
    const merged = Object.assign({}, ...parts, { properties: Object.assign({}, ...parts.map(({ properties }) => properties)) });
    return [...differences(value, merged, document, at), ...parts.flatMap((part) => differences(value, { ...part, additionalProperties: true }, document, at))];
  }
  const unknown = Object.keys(own).filter((word) => !known.has(word));
  if (unknown.length > 0) throw new Error(`the schema at ${at || "/"} says ${unknown.join()}, which this check does not know`);
  // What is in a fact is its own contract's: the history says that it may be anything.
  if (Object.keys(own).length === 0) return [];
  const choices: Schema[] | undefined = own["anyOf"] ?? own["oneOf"];
  if (choices !== undefined) {
    const tried = choices.map((choice) => differences(value, choice, document, at));
    return tried.some((each) => each.length === 0) ? [] : (tried.toSorted((one, other) => one.length - other.length)[0] ?? []);
  }
  return [...scalar(value, own, at), ...listed(value, own, document, at), ...fields(value, own, document, at)];
}

function scalar(value: unknown, own: Schema, at: string): string[] {
  const type = typeOf(value);
  const wanted: string[] = own["type"] === undefined ? [type] : [own["type"]].flat();
  const length = typeof value === "string" ? [...value].length : 0;
  const wrong: [boolean, string][] = [
    [!wanted.includes(type) && !(wanted.includes("integer") && Number.isInteger(value)), `is ${type}, not ${wanted.join()}`],
    ["const" in own && JSON.stringify(own["const"]) !== JSON.stringify(value), `is not ${own["const"]}`],
    [own["enum"] !== undefined && !own["enum"].includes(value), `is ${JSON.stringify(value)}, which is none of ${own["enum"]}`],
    [typeof value === "string" && own["pattern"] !== undefined && !new RegExp(own["pattern"], "u").test(value), `does not match ${own["pattern"]}`],
    [typeof value === "string" && own["format"] !== undefined && formats[own["format"]]?.test(value) !== true, `is no ${own["format"]}`],
    [typeof value === "string" && (length < (own["minLength"] ?? 0) || length > (own["maxLength"] ?? Infinity)), `has ${length} characters`],
    [typeof value === "number" && (value < (own["minimum"] ?? -Infinity) || value > (own["maximum"] ?? Infinity)), `is ${value}, out of range`],
    [
      typeof value === "number" && (value <= (own["exclusiveMinimum"] ?? -Infinity) || value >= (own["exclusiveMaximum"] ?? Infinity)),
      `is ${value}, out of range`,
    ],
  ];
  return wrong.flatMap(([is, words]) => (is ? [`${at || "/"} ${words}`] : []));
}

function listed(value: unknown, own: Schema, document: Schema, at: string): string[] {
  if (!Array.isArray(value)) return [];
  const size = value.length < (own["minItems"] ?? 0) || value.length > (own["maxItems"] ?? Infinity) ? [`${at} has ${value.length} items`] : [];
  return own["items"] === undefined ? size : [...size, ...value.flatMap((each, index) => differences(each, own["items"], document, `${at}/${index}`))];
}

function fields(value: unknown, own: Schema, document: Schema, at: string): string[] {
  if (!isObject(value)) return [];
  const properties: Record<string, Schema> = own["properties"] ?? {};
  const missing = (own["required"] ?? []).filter((name: string) => value[name] === undefined).map((name: string) => `${at}/${name} is missing`);
  const more: unknown = own["additionalProperties"];
  return [
    ...missing,
    ...Object.entries(value).flatMap(([name, inner]) => {
      const here = `${at}/${name}`;
      if (Object.hasOwn(properties, name)) return differences(inner, properties[name]!, document, here);
      if (isObject(more))
        return [...differences(name, own["propertyNames"] ?? {}, document, `${here} (its name)`), ...differences(inner, more, document, here)];
      return more === true ? [] : [`${here} is not declared`];
    }),
  ];
}
