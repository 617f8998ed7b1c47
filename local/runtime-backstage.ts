import type { AssemblyModel } from "./assembly/assembly-model.ts";
import { type Chaos, type ChaosPlan, createChaos } from "./table/chaos.ts";
import { type AsyncInvoker, createAsyncInvoker } from "./bus/event-bus-async.ts";
import { createEventBus, type EventBus } from "./bus/event-bus.ts";
import { openBusDoor } from "./bus/event-bus-door.ts";
import { Lambda } from "./lambda/lambda.ts";
import { createMeter, type Meter } from "./meter/meter.ts";
import { forgetfulJournal } from "./queue/queue-journal.ts";
import { fileJournal } from "./queue/queue-journal-file.ts";
import { createQueueMapping } from "./queue/queue-mapping.ts";
import { createQueues, type Queues } from "./queue/queue-set.ts";
import { Channels } from "./live/channels.ts";
import { openLiveDoor } from "./live/live-door.ts";
import { whenQuiet } from "./runtime-idle.ts";
import { systemClock } from "./schedule/schedule-clock.ts";
import { createSchedules, type Schedules } from "./schedule/schedule.ts";
import { createStreamMapping } from "./stream/stream-mapping.ts";
import { openTableDoor } from "./table/table-door.ts";
import type { StreamRecord } from "./table/table-door-stream-record.ts";
import type { Caller } from "./table/table-door-listen.ts";
import { startEngine } from "./table/table-engine.ts";
import { createTables } from "./table/table-engine-tables.ts";

type Settings = {
  readonly dataDir: string | null;
  readonly chaos: ChaosPlan | undefined;
  readonly timeScale: number;
  readonly maxWarm?: number;
  readonly maxPerFunction?: number | undefined;
  readonly clockSkewMs?: ((functionName: string) => number) | undefined;
  readonly onLine: (functionName: string, line: string) => void;
  readonly onRecord: (record: StreamRecord) => void;
};

/** Everything behind the gateway: table, stream, bus, queues, schedules and the functions between them. */
export type Backstage = {
  readonly lambda: Lambda;
  readonly functions: AsyncInvoker;
  readonly bus: EventBus;
  readonly queues: Queues;
  readonly schedules: Schedules;
  readonly meter: Meter;
  readonly chaos: Chaos;
  /** who listens to what, and where facts are announced to them; nothing where the assembly announces nothing */
  readonly channels: Channels | null;
  readonly liveEndpoint: string | null;
  /** the table engine's address, past the door: for tests and tools, never for a function */
  readonly engineEndpoint: string;
  readonly broken: Promise<string>;
  start(): void;
  stop(): Promise<void>;
  idle(limitMs?: number): Promise<void>;
};

/** Opens the services in the order in which they need each other. */
export async function openBackstage(
  model: AssemblyModel,
  { dataDir, chaos: plan, timeScale, maxWarm, maxPerFunction, clockSkewMs, onLine, onRecord }: Settings,
): Promise<Backstage> {
  const chaos = createChaos(plan ?? { seed: Math.floor(Date.now() / 86_400_000) });
  const clock = systemClock(timeScale);
  const meter = createMeter();
  const engine = await startEngine(dataDir === null ? { memory: true } : { dataDir });
  const closing: (() => unknown)[] = [engine.stop];
  const stop = async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  };
  try {
    await createTables(engine.endpoint, model.tables);
    const journal = dataDir === null ? forgetfulJournal : fileJournal(dataDir);
    closing.push(journal.close);
    const queues = createQueues(model.queues, clock, journal);
    const sendToQueue = (queueArn: string, body: string) => void queues.get(queueArn).send(body);
    const endpoints: Record<string, string> = {};
    const memory = new Map(model.functions.map(({ name, memoryMb }) => [name, memoryMb]));
    const lambda = new Lambda({
      functions: model.functions,
      endpoints,
      ...(maxWarm === undefined ? {} : { maxWarm }),
      ...(maxPerFunction === undefined ? {} : { maxPerFunction }),
      ...(clockSkewMs === undefined ? {} : { clockSkewMs }),
      onLine,
      onRun: meter.runs,
      onResult: (name, { ms }) => meter.invoked(name, ms, memory.get(name) ?? 128),
    });
    const functions = createAsyncInvoker(model.functions, { invoke: lambda.invoke, clock, sendToQueue });
    const bus = createEventBus(model, { queues, functions, clock, chaos });
    const callers = new Map<string, Caller>(model.functions.map(({ name, accessKeyId, statements }) => [accessKeyId, { functionName: name, statements }]));
    const arns = new Map(model.functions.map(({ name, arn }) => [name, arn]));
    // What comes from the stream shares the machine with everything that follows from it.
    const lanes = Math.ceil(lambda.atOnce / 2);
    const streams = model.mappings
      .filter(({ kind }) => kind === "stream")
      .map((mapping) =>
        createStreamMapping(mapping, {
          invoke: lambda.invoke,
          clock,
          chaos,
          journal,
          functionArn: arns.get(mapping.functionName) ?? "",
          sendToQueue,
          atOnce: lanes,
        }),
      );
    const { region, accountId, tables } = model;
    const tableDoor = await openTableDoor({
      engine: engine.endpoint,
      region,
      accountId,
      tables,
      callers,
      meter,
      chaos,
      wanted: (table, keys) => streams.some((stream) => stream.model.sourceArn === table.streamArn && stream.couldMatch(keys)),
      onRecords: (records) => {
        for (const record of records) onRecord(record);
        for (const stream of streams) stream.accept(records.filter(({ eventSourceARN }) => eventSourceARN === stream.model.sourceArn));
      },
    });
    closing.push(tableDoor.close);
    const busDoor = await openBusDoor({ bus, region, accountId, callers, meter, chaos });
    closing.push(busDoor.close);
    const [live] = model.live;
    const channels = live === undefined ? null : new Channels(live);
    const liveDoor = channels === null ? null : await openLiveDoor(channels, callers);
    if (liveDoor !== null) closing.push(liveDoor.close);
    Object.assign(endpoints, {
      ...(liveDoor === null ? {} : { AWS_ENDPOINT_URL_APPSYNC: liveDoor.endpoint }),
      AWS_ENDPOINT_URL_DYNAMODB: tableDoor.endpoint,
      AWS_ENDPOINT_URL_EVENTBRIDGE: busDoor.endpoint,
    });
    const pollers = model.mappings
      .filter(({ kind }) => kind === "queue")
      .map((mapping) =>
        createQueueMapping(mapping, queues.get(mapping.sourceArn), { invoke: lambda.invoke, clock, chaos, meter, region, atOnce: lambda.atOnce }),
      );
    // What is marked to run at start is run by runtime.ts, with an event that asks for no grace.
    const schedules = createSchedules(
      { region, accountId, schedules: model.schedules.map((schedule) => ({ ...schedule, runAtStart: false })) },
      { queues, functions, clock, chaos },
    );
    closing.push(
      () => lambda.stop(),
      () => functions.stop(),
      () => queues.stop(),
      () => {
        for (const source of [...streams, ...pollers]) source.stop();
      },
      () => schedules.stop(),
    );
    const polled = new Map(pollers.map(({ model: { sourceArn, batchWindowSeconds } }) => [sourceArn, batchWindowSeconds]));
    const work = () =>
      [
        ["functions running", lambda.running],
        ["calls to the table", tableDoor.inFlight()],
        ["calls to the bus", busDoor.inFlight()],
        ["asynchronous events", functions.waiting()],
        ...streams.map((stream) => [stream.model.functionName, stream.waiting() + stream.inFlight()] as const),
        ...pollers.map((poller) => [poller.model.functionName, poller.inFlight()] as const),
        ...queues
          .all()
          .filter((queue) => polled.has(queue.model.arn))
          .map((queue) => {
            const { visible, inFlight, delayed } = queue.counts();
            // Messages that wait for a batching window to close are at rest, not on their way.
            return [queue.model.name, (polled.get(queue.model.arn) === 0 ? visible : 0) + inFlight + delayed] as const;
          }),
      ] as const;
    let stopping = false;
    const broken = engine.ended.then((words) => (stopping ? new Promise<string>(() => {}) : `The table engine ended: ${words || "it said nothing"}.`));
    return {
      lambda,
      functions,
      bus,
      queues,
      schedules,
      meter,
      chaos,
      channels,
      liveEndpoint: liveDoor?.endpoint ?? null,
      engineEndpoint: engine.endpoint,
      broken,
      start: () => schedules.start(),
      stop: () => {
        stopping = true;
        return stop();
      },
      idle: (limitMs) => whenQuiet(work, limitMs),
    };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}
