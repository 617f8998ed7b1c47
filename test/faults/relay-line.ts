import { marshall } from "@aws-sdk/util-dynamodb";
import { inject } from "vitest";
import { loadAssembly } from "../../local/assembly/assembly.ts";
import type { EventSourceMappingModel, InvokeResult } from "../../local/assembly/assembly-model.ts";
import { forgetfulJournal } from "../../local/queue/queue-journal.ts";
import { systemClock } from "../../local/schedule/schedule-clock.ts";
import { createStreamMapping } from "../../local/stream/stream-mapping.ts";
import { noChaos } from "../../local/table/chaos.ts";
import type { StreamRecord } from "../../local/table/table-door-stream-record.ts";
import { handler } from "../../functions/platform/relay-facts.ts";
import { lambdaContext } from "../kit/gateway-event.ts";
import type { ToldFact } from "../kit/table.ts";

let sequence = 0;
/** The stream's record of an outbox item that was just written. */
export function recordOf(keys: { readonly pk: string; readonly sk: string }, attributes: Record<string, unknown>): StreamRecord {
  sequence += 1;
  return {
    eventID: String(sequence),
    eventName: "INSERT",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "eu-central-1",
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(Date.now() / 1000),
      Keys: marshall(keys),
      NewImage: marshall({ ...keys, ...attributes }, { removeUndefinedValues: true }),
      SequenceNumber: String(sequence).padStart(24, "0"),
      SizeBytes: 1,
      StreamViewType: "NEW_IMAGE",
    },
    eventSourceARN: theMapping().sourceArn,
  };
}
export const recordOfFact = ({ context, name, metadata, data }: ToldFact): StreamRecord =>
  recordOf({ pk: `${context}#${metadata.tenant}#x#${metadata.subject}`, sk: `event#${metadata.id}` }, { context, name, metadata, data });

let loaded: EventSourceMappingModel | undefined;
function theMapping(): EventSourceMappingModel {
  loaded ??= loadAssembly(inject("assemblyDir")).mappings.find(({ kind }) => kind === "stream");
  if (loaded === undefined) throw new Error("the assembly has no stream mapping");
  return loaded;
}

/**
 * The deployed stream mapping (batches, halving, tries, filter, as the assembly says) in front of the real relay, as one shard.
 * `dies` decides after each run whether its answer is lost: the relay was killed after its work and before its checkpoint.
 */
export function relayLine(dies: (run: number) => boolean = () => false) {
  let runs = 0;
  const given: string[] = [];
  const invoke = async (_: string, event: unknown): Promise<InvokeResult> => {
    runs += 1;
    const run = runs;
    try {
      const value = await (handler as (event: unknown, context: unknown) => Promise<unknown>)(event, lambdaContext());
      return dies(run) ? { ok: false, error: { errorType: "Runtime.ExitError", errorMessage: "killed" }, ms: 1 } : { ok: true, value, ms: 1 };
    } catch (error) {
      return { ok: false, error: { errorType: "Error", errorMessage: String(error) }, ms: 1 };
    }
  };
  const stream = createStreamMapping(
    { ...theMapping(), parallelizationFactor: 1 },
    { invoke, clock: systemClock(100), chaos: noChaos(), journal: forgetfulJournal, functionArn: "arn:relay", sendToQueue: (_, body) => void given.push(body) },
  );
  return {
    /** Notices of what was given up, in the on-failure queue. */
    given,
    runs: () => runs,
    async carry(records: readonly StreamRecord[]): Promise<void> {
      stream.accept(records);
      while (stream.waiting() + stream.inFlight() > 0) await new Promise((resolve) => setTimeout(resolve, 2));
    },
  };
}
