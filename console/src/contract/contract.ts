/** What the console knows of the API: a trimmed copy of openapi.json, made by the build. Everything generic is drawn from it. */
export interface Contract {
  readonly contexts: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly schemas: Readonly<Record<string, Schema>>;
}

export type Method = "get" | "post" | "patch" | "put" | "delete";
export type PathItem = { readonly [M in Method]?: Operation };

export interface Operation {
  /** The use case's name, as "place-order". */
  readonly id: string;
  readonly summary: string;
  /** Absent: whoever asks may read it. */
  readonly scope?: string;
  readonly kind: "command" | "query" | "list";
  /** Lists: what is shown at first, in order; the first names the thing. */
  readonly columns?: readonly string[];
  /** Queries: the field that names the thing to people. */
  readonly title?: string;
  /** Commands: makes sense only while the shown thing's field has one of these values. */
  readonly offered?: Readonly<Record<string, readonly string[]>>;
  /** Commands: cannot be taken back. */
  readonly danger?: boolean;
  readonly query: readonly Parameter[];
  readonly body?: Schema;
  /** The `data` of a good answer; of a list one item. */
  readonly answer?: Schema;
  /** Stable codes of what it refuses. */
  readonly refusals: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** The part of JSON Schema 2020-12 that the contracts use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly (string | number)[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  /** "sales/customers": the value is the id of one of these. */
  readonly "x-weft-references"?: string;
  /** A list's parameter that is typed into to find something. */
  readonly "x-weft-search"?: boolean;
}

const COMPONENT = "#/components/schemas/";

/** The schema itself behind a `$ref` and behind "or null". Where it may be null is told by {@link nullable}. */
export function resolved(contract: Pick<Contract, "schemas">, schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    const target = contract.schemas[schema.$ref.slice(COMPONENT.length)];
    return target === undefined ? {} : resolved(contract, target);
  }
  const choices = schema.anyOf ?? schema.oneOf;
  const some = choices?.filter(({ type }) => type !== "null");
  const [only] = some ?? [];
  return some?.length === 1 && only !== undefined ? { ...resolved(contract, only), ...described(schema) } : schema;
}

/** What is said beside a choice holds for the choice. */
const described = ({ description, "x-weft-references": references }: Schema): Schema => ({
  ...(description !== undefined && { description }),
  ...(references !== undefined && { "x-weft-references": references }),
});

export const nullable = (schema: Schema): boolean => (schema.anyOf ?? schema.oneOf ?? []).some(({ type }) => type === "null");

export const referenceOf = (contract: Pick<Contract, "schemas">, schema: Schema): string | undefined => resolved(contract, schema)["x-weft-references"];

/** Money is `{ minor, currency }`, whatever else its schema limits. */
export const isMoney = (schema: Schema): boolean => {
  const names = Object.keys(schema.properties ?? {});
  return names.length === 2 && names.includes("minor") && names.includes("currency");
};
