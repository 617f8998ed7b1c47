import { randomUUID } from "node:crypto";
import type { QueueModel } from "../assembly/assembly-model.ts";
import type { Queue } from "./queue.ts";
import type { Journal } from "./queue-journal.ts";
import { createQueue } from "./queue-standard.ts";
import type { Clock } from "../schedule/schedule-clock.ts";

/** All queues of a deployment. */
export interface Queues {
  /** The queue, or a sentence: a rule or mapping that names a queue nobody deployed is a wiring bug. */
  get(arn: string): Queue;
  all(): readonly Queue[];
  /**
   * Sends the messages of a dead-letter queue back where they came from, and answers how many. They are new messages with
   * new ids and send times (SQS guide, "Configuring a dead-letter queue redrive").
   */
  redrive(deadLetterArn: string, max?: number): number;
  stop(): void;
}

export function createQueues(models: readonly QueueModel[], clock: Clock, journal: Journal): Queues {
  const queues = new Map<string, Queue>();
  const get = (arn: string): Queue => {
    const queue = queues.get(arn);
    if (queue === undefined) throw new Error(`No deployed queue has the ARN ${arn}.`);
    return queue;
  };
  for (const model of models)
    queues.set(
      model.arn,
      createQueue(model, clock, journal, (deadLetterArn, message) => get(deadLetterArn).put(message)),
    );
  for (const model of models) if (model.redrive !== null) get(model.redrive.deadLetterArn);
  return {
    get,
    all: () => [...queues.values()],
    redrive(deadLetterArn, max = Number.POSITIVE_INFINITY) {
      const dead = get(deadLetterArn);
      let moved = 0;
      for (const message of dead.list()) {
        const source = queues.get(message.deadFrom ?? "");
        if (moved >= max || source === undefined) continue;
        source.put({
          id: randomUUID(),
          body: message.body,
          sentAt: clock.now(),
          visibleAt: 0,
          receiveCount: 0,
          firstReceivedAt: undefined,
          deadFrom: undefined,
        });
        dead.remove(message.id);
        moved += 1;
      }
      return moved;
    },
    stop: () => queues.forEach((queue) => queue.stop()),
  };
}
