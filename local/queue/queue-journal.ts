import type { StreamRecord } from "../table/table-door-stream-record.ts";

/** A message of a standard queue. Its id stays the same over redeliveries (SQS guide, "Queue and message identifiers"). */
export interface Message {
  readonly id: string;
  readonly body: string;
  /** The first send: a dead-letter queue's retention still counts from here. */
  readonly sentAt: number;
  readonly visibleAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt: number | undefined;
  /** The queue that gave it up, for a message in a dead-letter queue. */
  readonly deadFrom: string | undefined;
}

/** What must outlive the process: messages and the stream records that no function has confirmed yet. */
export interface Journal {
  /** Inserts or replaces. */
  saveMessage(queueArn: string, message: Message): void;
  removeMessage(queueArn: string, id: string): void;
  loadMessages(queueArn: string): readonly Message[];
  saveRecords(mappingId: string, records: readonly StreamRecord[]): void;
  removeRecords(mappingId: string, sequenceNumbers: readonly string[]): void;
  loadRecords(mappingId: string): readonly StreamRecord[];
  close(): void;
}

/** Keeps nothing: what is in memory is all there is. */
export const forgetfulJournal: Journal = {
  saveMessage: () => undefined,
  removeMessage: () => undefined,
  loadMessages: () => [],
  saveRecords: () => undefined,
  removeRecords: () => undefined,
  loadRecords: () => [],
  close: () => undefined,
};
