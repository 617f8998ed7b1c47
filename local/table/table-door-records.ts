import type { TableModel } from "../assembly/assembly-model.ts";
import { fields, list, text, type Fields } from "./table-door-json.ts";
import type { TableOf } from "./table-door-access.ts";
import { createSequence, type StreamRecord } from "./table-door-stream-record.ts";

/** Reads one item from the engine, strongly consistent; `undefined` when it is not there. */
export type ReadItem = (tableName: string, key: Fields) => Promise<Fields | undefined>;

/** One write of a call, with the whole key of its item. */
export interface Write {
  readonly kind: "put" | "update" | "delete";
  readonly table: TableModel;
  readonly keys: Fields;
  readonly item: Fields | undefined;
  readonly condition: string;
  readonly names: Fields;
}

/** What is known of a call's writes before it is forwarded; `settle` makes the records once it succeeded. */
export interface PendingRecords {
  settle(): Promise<readonly StreamRecord[]>;
}

/**
 * Derives a table's stream records from the writes that succeeded, as the table's stream would show them. Only writes whose
 * keys a consumer could want are looked at; items are read only where the request does not tell the image.
 * Source: DynamoDB guide, "Change data capture for DynamoDB Streams".
 */
export function createRecorder(region: string, tableOf: TableOf, wanted: (table: TableModel, keys: Fields) => boolean, readItem: ReadItem) {
  const record = createSequence(region);
  return {
    async prepare(operation: string, body: Fields): Promise<PendingRecords | undefined> {
      const writes = writesOf(operation, body, tableOf).filter((write) => write.table.streamArn !== null && wanted(write.table, write.keys));
      if (writes.length === 0) return undefined;
      const before = await Promise.all(writes.map((write) => existed(write, readItem)));
      return {
        settle: async () => {
          const made = await Promise.all(
            writes.map(async (write, at) => {
              const was = before[at] === true;
              // Deleting what is not there changes nothing, so it leaves no record.
              if (write.kind === "delete") return was ? record(write.table, "REMOVE", write.keys, undefined) : undefined;
              const image = write.item ?? (await readItem(write.table.name, write.keys));
              // Removed again since: the later delete leaves its own record.
              return image === undefined ? undefined : record(write.table, was ? "MODIFY" : "INSERT", write.keys, image);
            }),
          );
          return made.filter((one) => one !== undefined);
        },
      };
    },
  };
}

/** Whether the item stood before the write. A condition that says so saves the read: it held, or there is no record at all. */
async function existed(write: Write, readItem: ReadItem): Promise<boolean> {
  const open = /\bOR\b|\bNOT\b/i.test(write.condition);
  const absent = [...write.condition.matchAll(/attribute_not_exists\s*\(\s*([#\w.-]+)\s*\)/g)].map(([, name = ""]) => text(write.names[name]) ?? name);
  if (!open && absent.some((name) => name in write.keys)) return false;
  if (!open && (/attribute_exists/.test(write.condition) || /=|<|>/.test(write.condition))) return true;
  return (await readItem(write.table.name, write.keys)) !== undefined;
}

/** The writes that a call asks for. */
export function writesOf(operation: string, body: Fields, tableOf: TableOf): readonly Write[] {
  if (operation === "TransactWriteItems") {
    return list(body["TransactItems"]).flatMap((entry) => {
      const { Put: put, Update: update, Delete: remove } = fields(entry);
      return [...writeOf("put", put, tableOf), ...writeOf("update", update, tableOf), ...writeOf("delete", remove, tableOf)];
    });
  }
  if (operation === "PutItem") return writeOf("put", body, tableOf);
  if (operation === "UpdateItem") return writeOf("update", body, tableOf);
  if (operation === "DeleteItem") return writeOf("delete", body, tableOf);
  if (operation !== "BatchWriteItem") return [];
  return Object.entries(fields(body["RequestItems"])).flatMap(([TableName, entries]) =>
    list(entries).flatMap((entry) => {
      const { PutRequest: put, DeleteRequest: remove } = fields(entry);
      return [
        ...writeOf("put", put === undefined ? put : { ...fields(put), TableName }, tableOf),
        ...writeOf("delete", remove === undefined ? remove : { ...fields(remove), TableName }, tableOf),
      ];
    }),
  );
}

function writeOf(kind: Write["kind"], request: unknown, tableOf: TableOf): readonly Write[] {
  const asked = fields(request);
  const table = tableOf(text(asked["TableName"]) ?? "");
  if (request === undefined || table === undefined) return [];
  const item = kind === "put" ? fields(asked["Item"]) : undefined;
  const source = item ?? fields(asked["Key"]);
  const names = [table.key.partition.name, ...(table.key.sort === null ? [] : [table.key.sort.name])];
  const keys = Object.fromEntries(names.map((name) => [name, source[name]]));
  return [{ kind, table, keys, item, condition: text(asked["ConditionExpression"]) ?? "", names: fields(asked["ExpressionAttributeNames"]) }];
}
