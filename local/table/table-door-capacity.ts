import { fields, list, text, type Fields } from "./table-door-json.ts";

const readOperations = new Set(["GetItem", "Query", "Scan", "BatchGetItem", "TransactGetItems"]);
const meteredOperations = new Set([...readOperations, "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"]);

export interface Units {
  readonly read: number;
  readonly write: number;
  readonly indexWrite: number;
}
const noUnits: Units = { read: 0, write: 0, indexWrite: 0 };

export const isMetered = (operation: string): boolean => meteredOperations.has(operation);

/**
 * The units an answer reports. DynamoDB names the totals `CapacityUnits`; of a write, what is under
 * GlobalSecondaryIndexes was spent on indexes (API reference, "ConsumedCapacity").
 */
export function unitsOf(operation: string, answer: Fields): Units {
  const consumed = answer["ConsumedCapacity"];
  let total = 0;
  let indexes = 0;
  let replayedReads = 0;
  for (const one of Array.isArray(consumed) ? list(consumed) : [consumed]) {
    const entry = fields(one);
    const units = amount(entry["CapacityUnits"]);
    // A transaction replayed by its token reads instead of writing (DynamoDB guide, "TransactWriteItems: idempotency").
    if (operation === "TransactWriteItems" && entry["WriteCapacityUnits"] === undefined && entry["ReadCapacityUnits"] !== undefined) replayedReads += units;
    else total += units;
    for (const index of Object.values(fields(entry["GlobalSecondaryIndexes"]))) indexes += amount(fields(index)["CapacityUnits"]);
  }
  return readOperations.has(operation) ? { read: total, write: 0, indexWrite: 0 } : { read: replayedReads, write: total, indexWrite: indexes };
}

/**
 * What a refused write still costs: a failed condition consumes write units for the item, doubled within a transaction
 * (DynamoDB guide, "Read and write operations: conditional writes"). One unit an item is taken, as its kept size is unknown here.
 */
export function unitsOfRefusal(operation: string, body: Fields, answer: Fields): Units {
  const type = text(answer["__type"]) ?? "";
  if (type.endsWith("#ConditionalCheckFailedException")) return { read: 0, write: 1, indexWrite: 0 };
  if (operation !== "TransactWriteItems" || !type.endsWith("#TransactionCanceledException")) return noUnits;
  return { read: 0, write: 2 * list(body["TransactItems"]).length, indexWrite: 0 };
}

/** Leaves in the answer only what the caller's own ReturnConsumedCapacity asked for. */
export function withoutInjected(asked: string | undefined, answer: Fields): Fields {
  if (asked === "INDEXES" || answer["ConsumedCapacity"] === undefined) return answer;
  const { ConsumedCapacity: consumed, ...rest } = answer;
  if (asked !== "TOTAL") return rest;
  const total = (entry: unknown) => {
    const { Table: _table, GlobalSecondaryIndexes: _global, LocalSecondaryIndexes: _local, ...kept } = fields(entry);
    return kept;
  };
  return { ...rest, ConsumedCapacity: Array.isArray(consumed) ? consumed.map(total) : total(consumed) };
}

const amount = (value: unknown): number => (typeof value === "number" ? value : 0);
