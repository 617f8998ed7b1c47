import type { TableModel } from "../assembly/assembly-model.ts";
import type { Chaos } from "./chaos.ts";
import { attributeText, type TableOf } from "./table-door-access.ts";
import { fields, list, text, type Fields } from "./table-door-json.ts";
import { queriedPartition } from "./table-door-key-condition.ts";
import { writesOf, type ReadItem } from "./table-door-records.ts";

/** Shows reads as they may look before replicas and indexes have caught up. */
export interface StaleReads {
  /** Remembers how the items stood; `commit` when the write succeeded. */
  beforeWrite(operation: string, body: Fields): Promise<{ commit(): void }>;
  /** The answer, or an older one. */
  read(operation: string, functionName: string, body: Fields, answer: Fields): Fields;
}

/**
 * Serves non-consistent gets and queries, and every read of an index, from the images before recent writes: new items are
 * missing, changed ones show what they were. Items that left an index's partition are not brought back.
 * Source: DynamoDB guide, "DynamoDB read consistency" (eventually consistent reads; an index is always one).
 */
export function createStaleReads(stale: NonNullable<Chaos["stale"]>, tableOf: TableOf, readItem: ReadItem): StaleReads {
  const before = new Map<string, { readonly image: Fields | undefined; readonly until: number }>();
  const identity = (table: TableModel, item: Fields) =>
    JSON.stringify([table.name, attributeText(item[table.key.partition.name]), table.key.sort === null ? "" : attributeText(item[table.key.sort.name])]);
  const older = (table: TableModel, item: Fields) => {
    const found = before.get(identity(table, item));
    return found !== undefined && found.until > Date.now() ? found : undefined;
  };
  return {
    async beforeWrite(operation, body) {
      const images = await Promise.all(
        writesOf(operation, body, tableOf).map(async ({ table, keys }) => ({ key: identity(table, keys), image: await readItem(table.name, keys) })),
      );
      return {
        commit() {
          const now = Date.now();
          for (const [key, { until }] of before) if (until <= now) before.delete(key);
          // Within the window the oldest image stays: a replica may lag behind several writes.
          for (const { key, image } of images) if (!before.has(key)) before.set(key, { image, until: now + stale.withinMs });
        },
      };
    },
    read(operation, functionName, body, answer) {
      const table = tableOf(text(body["TableName"]) ?? "");
      if (table === undefined || body["ConsistentRead"] === true || before.size === 0) return answer;
      if (operation === "GetItem") {
        const found = older(table, fields(body["Key"]));
        if (found === undefined || !stale.draws(operation, functionName)) return answer;
        stale.shown();
        const { Item: _newer, ...rest } = answer;
        return found.image === undefined ? rest : { ...rest, Item: found.image };
      }
      const items = list(answer["Items"]).map(fields);
      if (operation !== "Query" || !items.some((item) => older(table, item) !== undefined) || !stale.draws(operation, functionName)) return answer;
      stale.shown();
      const index = table.indexes.find((one) => one.name === text(body["IndexName"]));
      const partition = (index?.key ?? table.key).partition.name;
      const asked = attributeText(queriedPartition(body, partition));
      const shown = items.flatMap((item) => {
        const found = older(table, item);
        if (found === undefined) return [item];
        if (found.image === undefined || attributeText(found.image[partition]) !== asked) return [];
        // What the index does not project stays out of its older picture, too.
        return [Object.fromEntries(Object.keys(item).flatMap((name) => (found.image?.[name] === undefined ? [] : [[name, found.image[name]]])))];
      });
      return { ...answer, Items: shown, Count: shown.length };
    },
  };
}
