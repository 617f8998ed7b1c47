import { randomUUID } from "node:crypto";
import type { QueueModel } from "../assembly/assembly-model.ts";
import type { Queue } from "./queue.ts";
import type { Journal, Message } from "./queue-journal.ts";
import type { Clock } from "../schedule/schedule-clock.ts";

/**
 * Emulates SQS standard queues: visibility timeout, delay, receive count, redrive policy and retention.
 * Sources: SQS guide, "Amazon SQS visibility timeout", "Amazon SQS delay queues", "Using dead-letter queues in Amazon SQS".
 * After a restart every kept message is visible again: whoever held it is gone.
 */
export function createQueue(model: QueueModel, clock: Clock, journal: Journal, bury: (deadLetterArn: string, message: Message) => void): Queue {
  if (model.fifo) throw new Error(`The queue ${model.name} is FIFO, which this runtime does not emulate.`);
  const held = new Map<string, Message>();
  const ready = new Set<string>();
  const wakeUps = new Map<string, () => void>();
  const received = new Set<string>();
  const listeners: (() => void)[] = [];

  const keep = (message: Message) => {
    held.set(message.id, message);
    journal.saveMessage(model.arn, message);
  };
  const makeVisible = (id: string) => {
    wakeUps.delete(id);
    received.delete(id);
    ready.add(id);
    for (const listener of listeners) listener();
  };
  const hideFor = (id: string, ms: number) => {
    ready.delete(id);
    wakeUps.set(
      id,
      clock.after(ms, () => makeVisible(id)),
    );
  };
  const forget = (id: string) => {
    wakeUps.get(id)?.();
    wakeUps.delete(id);
    ready.delete(id);
    received.delete(id);
    if (held.delete(id)) journal.removeMessage(model.arn, id);
  };
  const expired = (message: Message) => clock.now() - message.sentAt >= model.retentionSeconds * 1000;
  const put = (message: Message) => {
    keep(message);
    const wait = message.visibleAt - clock.now();
    if (wait > 0) hideFor(message.id, wait);
    else makeVisible(message.id);
  };

  for (const message of journal.loadMessages(model.arn)) {
    held.set(message.id, message);
    ready.add(message.id);
  }

  return {
    model,
    put,
    send(body, options) {
      const now = clock.now();
      const message = {
        id: randomUUID(),
        body,
        sentAt: now,
        visibleAt: now + model.delaySeconds * 1000 + (options?.delayMs ?? 0),
        receiveCount: 0,
        firstReceivedAt: undefined,
        deadFrom: undefined,
      };
      put(message);
      return message;
    },
    receive(max) {
      const taken: Message[] = [];
      for (const id of ready) {
        if (taken.length >= max) break;
        const message = held.get(id);
        if (message === undefined || expired(message)) {
          forget(id);
          continue;
        }
        // The receive that would exceed maxReceiveCount moves the message instead.
        if (model.redrive !== null && message.receiveCount >= model.redrive.maxReceiveCount) {
          bury(model.redrive.deadLetterArn, { ...message, receiveCount: 0, firstReceivedAt: undefined, visibleAt: 0, deadFrom: model.arn });
          forget(id);
          continue;
        }
        const now = clock.now();
        const handed = {
          ...message,
          receiveCount: message.receiveCount + 1,
          firstReceivedAt: message.firstReceivedAt ?? now,
          visibleAt: now + model.visibilityTimeoutSeconds * 1000,
        };
        keep(handed);
        received.add(id);
        hideFor(id, model.visibilityTimeoutSeconds * 1000);
        taken.push(handed);
      }
      return taken;
    },
    remove: forget,
    counts: () => ({ visible: ready.size, inFlight: received.size, delayed: wakeUps.size - received.size }),
    list: () => [...held.values()].filter((message) => !expired(message)),
    onArrival: (listener) => void listeners.push(listener),
    stop() {
      for (const cancel of wakeUps.values()) cancel();
      wakeUps.clear();
      listeners.length = 0;
    },
  };
}
