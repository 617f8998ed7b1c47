import { useLocalStorage } from "@mantine/hooks";
import type { Operation } from "../contract/contract.ts";
import { texts } from "../contract/json.ts";
import { columnsOf, fieldsOf, isFlat } from "../contract/resources.ts";
import { useWork } from "../session/session-context.ts";

/** The columns of a list: those its definition names, until somebody chooses others, which this browser then remembers. */
export function useColumns(operation: Operation): { all: string[]; shown: string[]; choose: (shown: string[]) => void } {
  const { contract } = useWork();
  const first = [...columnsOf(operation)];
  const flat = fieldsOf(contract, operation.answer).filter(({ schema, name }) => isFlat(contract, schema) && name !== "version");
  const all = [...new Set([...first, ...flat.map(({ name }) => name)])];
  const [kept, choose] = useLocalStorage<string[]>({ key: `weft.columns.${operation.id}`, defaultValue: first, deserialize: (value) => texts(parsed(value)) });
  const shown = all.filter((name) => kept.includes(name));
  return { all, shown: shown.length > 0 ? shown : first, choose };
}

function parsed(value: string | undefined): unknown {
  try {
    return JSON.parse(value ?? "[]");
  } catch {
    return [];
  }
}
