import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import type { Journal } from "./queue-journal.ts";

const MessageRow = z.object({
  id: z.string(),
  body: z.string(),
  sent_at: z.number(),
  visible_at: z.number(),
  receive_count: z.number(),
  first_received_at: z.number().nullable(),
  dead_from: z.string().nullable(),
});
const attributes = z.record(z.string(), z.unknown());
const RecordRow = z.object({
  eventID: z.string(),
  eventName: z.enum(["INSERT", "MODIFY", "REMOVE"]),
  eventVersion: z.literal("1.1"),
  eventSource: z.literal("aws:dynamodb"),
  awsRegion: z.string(),
  dynamodb: z.object({
    ApproximateCreationDateTime: z.number(),
    Keys: attributes,
    NewImage: z.exactOptional(attributes),
    SequenceNumber: z.string(),
    SizeBytes: z.number(),
    StreamViewType: z.string(),
  }),
  eventSourceARN: z.string(),
});

/**
 * A journal in one SQLite file. In WAL mode with synchronous NORMAL a killed process loses nothing; only a crash of the
 * machine itself may lose the last moments, and those facts still stand in the table for the reconciler.
 */
export function fileJournal(dataDir: string): Journal {
  mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(join(dataDir, "queues.db"));
  database.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS message (queue TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, sent_at INTEGER NOT NULL, visible_at INTEGER NOT NULL,
      receive_count INTEGER NOT NULL, first_received_at INTEGER, dead_from TEXT, PRIMARY KEY (queue, id)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS record (mapping TEXT NOT NULL, sequence TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (mapping, sequence)) WITHOUT ROWID;
  `);
  const saveMessage = database.prepare("INSERT OR REPLACE INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  const removeMessage = database.prepare("DELETE FROM message WHERE queue = ? AND id = ?");
  const loadMessages = database.prepare("SELECT * FROM message WHERE queue = ? ORDER BY sent_at, id");
  const saveRecord = database.prepare("INSERT OR REPLACE INTO record VALUES (?, ?, ?)");
  const removeRecord = database.prepare("DELETE FROM record WHERE mapping = ? AND sequence = ?");
  const loadRecords = database.prepare("SELECT record FROM record WHERE mapping = ? ORDER BY sequence");
  return {
    saveMessage: (queue, one) =>
      void saveMessage.run(queue, one.id, one.body, one.sentAt, one.visibleAt, one.receiveCount, one.firstReceivedAt ?? null, one.deadFrom ?? null),
    removeMessage: (queue, id) => void removeMessage.run(queue, id),
    loadMessages: (queue) =>
      loadMessages.all(queue).map((row) => {
        const kept = MessageRow.parse(row);
        return {
          id: kept.id,
          body: kept.body,
          sentAt: kept.sent_at,
          visibleAt: kept.visible_at,
          receiveCount: kept.receive_count,
          firstReceivedAt: kept.first_received_at ?? undefined,
          deadFrom: kept.dead_from ?? undefined,
        };
      }),
    saveRecords(mapping, records) {
      for (const record of records) saveRecord.run(mapping, record.dynamodb.SequenceNumber, JSON.stringify(record));
    },
    removeRecords(mapping, sequenceNumbers) {
      for (const sequence of sequenceNumbers) removeRecord.run(mapping, sequence);
    },
    loadRecords: (mapping) => loadRecords.all(mapping).map((row) => RecordRow.parse(JSON.parse(z.string().parse(row["record"])))),
    close: () => database.close(),
  };
}
