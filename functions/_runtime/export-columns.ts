import * as z from "zod";
import { decimalAmount } from "../../domain/kernel/decimal-amount.ts";

/** One column of an export: its name, and what an item has there. `undefined` where it has nothing. */
export interface Column {
  readonly name: string;
  read(item: unknown): unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const Amount = z.object({ minor: z.number(), currency: z.string() });

function innermost(schema: unknown): unknown {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodNullable) inner = inner.unwrap();
  return inner;
}

/** `{ minor, currency }` and nothing else: money, a price, a balance. */
const isMoney = (schema: z.ZodObject): boolean => Object.keys(schema.shape).sort().join() === "currency,minor";

/** An amount as a decimal number; text, because a double would lose cents. */
function amountOf(money: unknown): string | undefined {
  const parsed = Amount.safeParse(money);
  return parsed.success ? decimalAmount(parsed.data) : undefined;
}

/**
 * The columns of a list, in the order of its item's schema: nested objects flattened (`billingAddress.city`), money as `net.amount` (decimal) and
 * `net.currency`. Lists and open records stay one column, as JSON. A schema that is no object makes no columns.
 */
export function columnsOf(schema: unknown): Column[] {
  const object = innermost(schema);
  if (!(object instanceof z.ZodObject)) return [];
  return Object.entries(object.shape).flatMap(([field, of]) => {
    const inner = innermost(of);
    const at = (item: unknown) => (isObject(item) ? item[field] : undefined);
    if (!(inner instanceof z.ZodObject)) return [{ name: field, read: at }];
    const nested = isMoney(inner) ? moneyColumns : columnsOf(inner);
    return nested.map(({ name, read }) => ({ name: `${field}.${name}`, read: (item: unknown) => read(at(item)) }));
  });
}

const moneyColumns: readonly Column[] = [
  { name: "amount", read: (money) => new Figure(amountOf(money)) },
  { name: "currency", read: (money) => (isObject(money) ? money["currency"] : undefined) },
];

/** A number written as text: never mistaken for words that somebody typed. */
export class Figure {
  readonly text: string | undefined;
  constructor(text: string | undefined) {
    this.text = text;
  }
}
