import * as z from "zod";
import { createForwarder } from "../local/table/table-door-forward.ts";
import type { System } from "./system.ts";

const Value = z.record(z.string(), z.unknown());
const Item = z.looseObject({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) });
type Item = z.infer<typeof Item>;
const Scanned = z.looseObject({ Items: z.array(Item), LastEvaluatedKey: Value.optional() });
const Written = z.looseObject({ UnprocessedItems: z.record(z.string(), z.unknown()).optional() });

const ULID = /[0-7][0-9A-HJKMNP-TV-Z]{25}/g;
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** The engine writes one batch after the other; a second one on its way keeps it busy. */
const AT_ONCE = 2;
/** A year before today: orders do not all come on one day. */
const DAYS = 300;

/** Calls the table engine itself, past the door: no meter, no permissions, no stream records. */
function engine(system: System) {
  const forwarder = createForwarder(system.runtime.backstage.engineEndpoint, "eu-central-1");
  const call = async (operation: string, body: string): Promise<unknown> => {
    const { status, body: answer } = await forwarder.send(`DynamoDB_20120810.${operation}`, body);
    if (status > 299) throw new Error(`${operation} answered ${status}: ${answer.toString()}`);
    return JSON.parse(answer.toString());
  };
  return { call, close: forwarder.close };
}

/**
 * The items that one tenant's orders left behind, but for two kinds. Marks of idempotency go after a day, so a year of orders has none worth
 * counting; facts are a third of all items, stand in their subject's own partition, and are read there only: a history is of one thing.
 */
async function itemsOf(call: (operation: string, body: string) => Promise<unknown>, TableName: string, tenant: string): Promise<Item[]> {
  const found: Item[] = [];
  let start: z.infer<typeof Value> | undefined;
  do {
    const page = Scanned.parse(await call("Scan", JSON.stringify({ TableName, ...(start === undefined ? {} : { ExclusiveStartKey: start }) })));
    found.push(...page.Items.filter(({ pk, sk }) => !sk.S.startsWith("event#") && pk.S.split("#")[1] === tenant && pk.S.split("#")[2] !== "idempotency"));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found;
}

/** The same id in another life: its time stays, the middle of its random part counts the copies. */
function copyOfId(id: string, copy: number): string {
  const digit = (place: number) => DIGITS[Math.floor(copy / 32 ** place) % 32] ?? "0";
  return `${id.slice(0, 12)}${digit(3)}${digit(2)}${digit(1)}${digit(0)}${id.slice(16)}`;
}

/**
 * Multiplies what a tenant's orders left in the table: every copy is the same items under new ids and an earlier day, written straight into the
 * table engine with all their index keys. Ids in `kept` stay (customers with many orders); every second copy brings customers of its own.
 * Numbers of invoices repeat, which nothing that is measured looks at.
 */
export async function multiplier(system: System, tenant: string, kept: ReadonlySet<string>) {
  const table = system.runtime.model.tables[0]?.name ?? "";
  const { call, close } = engine(system);
  const today = new Date().toISOString().slice(0, 10);
  const month = today.slice(0, 7);
  // What names no document stays one: products, levels, the series, the totals of a month.
  const grown = (await itemsOf(call, table, tenant)).filter(({ pk }) => (pk.S.match(ULID) ?? []).length > 0);
  const texts = grown.map((item) => JSON.stringify(item));
  const copy = (text: string, nth: number): string => {
    const day = new Date(Date.parse(today) - ((nth % DAYS) + 1) * 86_400_000).toISOString().slice(0, 10);
    return text
      .replaceAll(ULID, (id) => (kept.has(id) && nth % 2 === 0 ? id : copyOfId(id, nth)))
      .replaceAll(today, day)
      .replaceAll(`#${month}"`, `#${day.slice(0, 7)}"`)
      .replaceAll(`"${month}"`, `"${day.slice(0, 7)}"`);
  };
  const write = async (items: readonly string[]): Promise<void> => {
    let left = `{${JSON.stringify(table)}:[${items.map((item) => `{"PutRequest":{"Item":${item}}}`).join(",")}]}`;
    for (;;) {
      const { UnprocessedItems: unprocessed = {} } = Written.parse(await call("BatchWriteItem", `{"RequestItems":${left}}`));
      if (Object.keys(unprocessed).length === 0) return;
      left = JSON.stringify(unprocessed);
    }
  };
  return {
    itemsPerCopy: texts.length,
    /** Writes the copies from `from` (inclusive) to `to` (exclusive). */
    async copies(from: number, to: number): Promise<void> {
      function* batches(): Generator<string[]> {
        let batch: string[] = [];
        for (let nth = from; nth < to; nth += 1)
          for (const text of texts) {
            batch.push(copy(text, nth));
            if (batch.length === 25) {
              yield batch;
              batch = [];
            }
          }
        if (batch.length > 0) yield batch;
      }
      const source = batches();
      const worker = async () => {
        for (let next = source.next(); next.done !== true; next = source.next()) await write(next.value);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    },
    close,
  };
}
