import { BatchGetCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import { Backoff, MOST_TRIES } from "./backoff.ts";
import { temporarilyUnavailable } from "./caller-error.ts";
import { documentClient } from "./clients.ts";

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}
type Item = Record<string, unknown>;

/** AWS: BatchGetItem, "up to 100 items". */
const MOST_READ_AT_ONCE = 100;

interface Asked {
  readonly key: ItemKey;
  readonly answer: PromiseWithResolvers<Item | undefined>;
}

/**
 * Reads items by key, as they are now. What is asked for in the same moment (`Promise.all`) goes to the table in one call, whatever it is:
 * the same read units, and one way there and back instead of several.
 */
export class ReadTogether {
  readonly #table: string;
  readonly #remainingMs: () => number;
  #asked = new Map<string, Asked>();

  constructor(table: string, remainingMs: () => number) {
    this.#table = table;
    this.#remainingMs = remainingMs;
  }

  read(key: ItemKey): Promise<Item | undefined> {
    const name = nameOf(key);
    const known = this.#asked.get(name);
    if (known !== undefined) return known.answer.promise;
    if (this.#asked.size === 0) queueMicrotask(() => void this.#flush());
    const asked = { key, answer: Promise.withResolvers<Item | undefined>() };
    this.#asked.set(name, asked);
    return asked.answer.promise;
  }

  async #flush(): Promise<void> {
    const asked = [...this.#asked.values()];
    this.#asked = new Map();
    try {
      const [first, ...others] = asked;
      if (first !== undefined && others.length === 0) first.answer.resolve(await this.#one(first.key));
      else {
        const found = await this.#several(asked.map(({ key }) => key));
        for (const { key, answer } of asked) answer.resolve(found.get(nameOf(key)));
      }
    } catch (error) {
      for (const { answer } of asked) answer.reject(error);
    }
  }

  async #one(key: ItemKey): Promise<Item | undefined> {
    const { Item } = await documentClient().send(new GetCommand({ TableName: this.#table, Key: key, ConsistentRead: true }));
    return Item;
  }

  async #several(keys: readonly ItemKey[]): Promise<Map<string, Item>> {
    const found = new Map<string, Item>();
    const backoff = new Backoff(MOST_TRIES, this.#remainingMs);
    let left: Record<string, unknown>[] = keys.map((key) => ({ ...key }));
    while (left.length > 0) {
      const { Responses, UnprocessedKeys } = await documentClient().send(
        new BatchGetCommand({ RequestItems: { [this.#table]: { Keys: left.slice(0, MOST_READ_AT_ONCE), ConsistentRead: true } } }),
      );
      for (const item of Responses?.[this.#table] ?? []) found.set(nameOf({ pk: String(item["pk"]), sk: String(item["sk"]) }), item);
      const unread = UnprocessedKeys?.[this.#table]?.Keys ?? [];
      left = [...unread, ...left.slice(MOST_READ_AT_ONCE)];
      if (unread.length > 0 && !(await backoff.again())) throw temporarilyUnavailable();
    }
    return found;
  }
}

const nameOf = ({ pk, sk }: ItemKey): string => `${pk}|${sk}`;
