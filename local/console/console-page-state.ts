import type { AssemblyModel } from "../assembly/assembly-model.ts";
import type { Backstage } from "../runtime-backstage.ts";

/** What the page at /_local/ shows, as data. Neither tokens nor bodies of requests are in it. */
export function consoleState(model: AssemblyModel, { lambda, bus, queues, schedules, meter }: Backstage) {
  const deadLetters = new Set(model.queues.flatMap(({ redrive }) => (redrive === null ? [] : [redrive.deadLetterArn])));
  return {
    functions: model.functions.map(({ name }) => {
      const record = lambda.records.get(name);
      return {
        name,
        calls: record?.calls ?? 0,
        errors: record?.errors ?? 0,
        p50Ms: round(record?.percentileMs(0.5)),
        p95Ms: round(record?.percentileMs(0.95)),
        lastLines: record?.lines.slice(-5) ?? [],
      };
    }),
    warmEnvironments: lambda.warm,
    events: bus
      .recent()
      .toReversed()
      .map(({ bus: name, event, rules, forwardedTo }) => ({
        time: event.time,
        bus: name,
        source: event.source,
        detailType: event["detail-type"],
        id: event.id,
        rules,
        forwardedTo,
      })),
    queues: queues.all().map((queue) => ({
      name: queue.model.name,
      deadLetters: deadLetters.has(queue.model.arn),
      ...queue.counts(),
      messages: deadLetters.has(queue.model.arn)
        ? queue
            .list()
            .slice(0, 20)
            .map(({ id, sentAt, deadFrom }) => ({ id, sentAt: new Date(sentAt).toISOString(), from: deadFrom?.split(":").at(-1) ?? null }))
        : [],
    })),
    schedules: schedules.state().map(({ nextRunMs, lastRunMs, ...schedule }) => ({ ...schedule, nextRun: time(nextRunMs), lastRun: time(lastRunMs) })),
    costs: meter
      .report()
      .filter(({ calls }) => calls > 0)
      .map((usage) => ({ ...usage, lambdaMs: round(usage.lambdaMs), usdPerMillionCalls: round(usage.usdPerMillionCalls) })),
  };
}

export type ConsoleState = ReturnType<typeof consoleState>;

const round = (value: number | null | undefined): number | null => (value == null ? null : Math.round(value * 100) / 100);
const time = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());
