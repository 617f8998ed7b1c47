import { type Contract, resolved, type Schema } from "../contract/contract.ts";
import { isRecord, list } from "../contract/json.ts";

const NUMBER = /^[+-]?\d+(?:[.,]\d*)?$/;

/** Numbers are kept as they are typed ("2.50", "2,5") and become numbers where the schema wants them. What is none stays, so that the check finds it. */
export function coerced(contract: Pick<Contract, "schemas">, given: Schema, value: unknown): unknown {
  const schema = resolved(contract, given);
  if (typeof value === "string" && (schema.type === "number" || schema.type === "integer")) {
    const typed = value.trim();
    return NUMBER.test(typed) ? Number(typed.replace(",", ".")) : value;
  }
  if (Array.isArray(value)) return list(value).map((item) => coerced(contract, schema.items ?? {}, item));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, coerced(contract, schema.properties?.[name] ?? {}, of)]));
}
