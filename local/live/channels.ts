import type { LiveModel } from "../assembly/assembly-model.ts";
import { mayListen } from "./channel-handlers.ts";

/** Takes an event, which is JSON as text. */
type Ear = (event: string) => void;
export type Claims = Readonly<Record<string, string>>;

/** A channel: up to five segments of letters, digits and dashes (AppSync Events developer guide, "Understanding channel namespaces"). */
const CHANNEL = /^(\/[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?){1,5}$/;

/** Who listens to which channel. */
export class Channels {
  readonly #ears = new Map<string, Set<Ear>>();
  readonly #spaces: ReadonlyMap<string, { readonly arn: string; readonly may: ReturnType<typeof mayListen> }>;

  constructor({ channels }: LiveModel) {
    this.#spaces = new Map(channels.map(({ name, arn, handlers }) => [name, { arn, may: mayListen(handlers) }]));
  }

  /** The name space's ARN: what the right to publish is checked against. */
  arnOf(channel: string): string | undefined {
    return CHANNEL.test(channel) ? this.#spaces.get(channel.split("/")[1] ?? "")?.arn : undefined;
  }

  /** What ends the listening; nothing where it was refused. Wildcards are not told apart from other channels: no handler here lets one through. */
  listen(channel: string, claims: Claims, ear: Ear): (() => void) | undefined {
    const space = this.#spaces.get(channel.split("/")[1] ?? "");
    if (space === undefined || !space.may({ channel, claims }) || !CHANNEL.test(channel)) return undefined;
    const ears = this.#ears.get(channel) ?? new Set();
    this.#ears.set(channel, ears.add(ear));
    return () => {
      ears.delete(ear);
      if (ears.size === 0) this.#ears.delete(channel);
    };
  }

  publish(channel: string, events: readonly string[]): void {
    for (const ear of this.#ears.get(channel) ?? []) for (const event of events) ear(event);
  }
}
