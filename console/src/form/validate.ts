import { type Contract, nullable, resolved, type Schema } from "../contract/contract.ts";
import { isRecord, list } from "../contract/json.ts";
import { pointerTo } from "./draft.ts";

/** What is wrong with a field. `key` is a sentence of the console's languages, `values` fill it. */
export interface Fault {
  readonly pointer: string;
  readonly key:
    | "required"
    | "tooShort"
    | "tooLong"
    | "pattern"
    | "notNumber"
    | "notWhole"
    | "tooSmall"
    | "tooLarge"
    | "notBelow"
    | "choice"
    | "tooFew"
    | "tooMany";
  readonly values: Readonly<Record<string, string | number>>;
}

/**
 * Checks what is said of the field in its schema, so that people need not wait for the server to hear it. The server checks all of it again, and more:
 * what is not checked here is no hole. (A compiled validator is not an option: it needs `eval`, which the content security policy forbids.)
 */
export function faultsOf(contract: Pick<Contract, "schemas">, given: Schema, value: unknown, pointer = "", required = true): Fault[] {
  const schema = resolved(contract, given);
  const fault = (key: Fault["key"], values: Fault["values"] = {}): Fault[] => [{ pointer, key, values }];
  if (value === undefined || value === "") return required ? fault("required") : [];
  if (value === null) return nullable(given) ? [] : fault("required");
  if (schema.enum !== undefined) return schema.enum.some((choice) => choice === value) ? [] : fault("choice");
  if (schema.type === "string") return ofText(schema, String(value), fault);
  if (schema.type === "integer" || schema.type === "number") return ofNumber(schema, value, fault);
  if (schema.type === "array") {
    const items = list(value);
    if (items.length < (schema.minItems ?? 0)) return fault("tooFew", { limit: schema.minItems ?? 0 });
    if (items.length > (schema.maxItems ?? Number.POSITIVE_INFINITY)) return fault("tooMany", { limit: schema.maxItems ?? 0 });
    return items.flatMap((item, index) => faultsOf(contract, schema.items ?? {}, item, pointerTo(pointer, index)));
  }
  if (schema.properties === undefined || !isRecord(value)) return [];
  return Object.entries(schema.properties).flatMap(([name, of]) =>
    faultsOf(contract, of, value[name], pointerTo(pointer, name), (schema.required ?? []).includes(name) && of.default === undefined),
  );
}

type Say = (key: Fault["key"], values?: Fault["values"]) => Fault[];

function ofText({ minLength = 0, maxLength, pattern, examples }: Schema, value: string, fault: Say): Fault[] {
  if (value.length < minLength) return fault("tooShort", { limit: minLength });
  if (maxLength !== undefined && value.length > maxLength) return fault("tooLong", { limit: maxLength });
  // JSON Schema patterns are Unicode regular expressions.
  if (pattern !== undefined && !new RegExp(pattern, "u").test(value)) return fault("pattern", { example: String(examples?.[0] ?? "") });
  return [];
}

function ofNumber({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema, value: unknown, fault: Say): Fault[] {
  if (typeof value !== "number" || !Number.isFinite(value)) return fault("notNumber");
  if (type === "integer" && !Number.isInteger(value)) return fault("notWhole");
  if (minimum !== undefined && value < minimum) return fault("tooSmall", { limit: minimum });
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return fault("notBelow", { limit: exclusiveMinimum });
  const most = maximum ?? exclusiveMaximum;
  return most !== undefined && value > most ? fault("tooLarge", { limit: most }) : [];
}
