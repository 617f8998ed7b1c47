import type { QueueModel } from "../assembly/assembly-model.ts";
import type { Message } from "./queue-journal.ts";

interface QueueCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** A standard queue: at least once, in no promised order. */
export interface Queue {
  readonly model: QueueModel;
  send(body: string, options?: { readonly delayMs?: number }): Message;
  /** Takes a message as it is, from another queue or for a second delivery. */
  put(message: Message): void;
  /** Makes up to `max` messages invisible and hands them out; those received too often go to the dead-letter queue. */
  receive(max: number): readonly Message[];
  remove(id: string): void;
  counts(): QueueCounts;
  /** All messages it holds, for display and for redrive. */
  list(): readonly Message[];
  /** Called whenever a message may be received. */
  onArrival(listener: () => void): void;
  stop(): void;
}
