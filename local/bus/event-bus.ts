import { randomUUID } from "node:crypto";
import type { AssemblyModel } from "../assembly/assembly-model.ts";
import type { Chaos } from "../table/chaos.ts";
import type { AsyncInvoker } from "./event-bus-async.ts";
import { compileInput } from "./event-bus-input.ts";
import { compilePattern } from "./event-pattern.ts";
import type { Queues } from "../queue/queue-set.ts";
import type { Clock } from "../schedule/schedule-clock.ts";

/** An event as rules and targets see it (EventBridge user guide, "Event structure"). */
interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What the bus saw, for display. */
interface SeenEvent {
  readonly bus: string;
  readonly event: BusEvent;
  readonly rules: readonly string[];
  /** Buses of other accounts that would have received it. */
  readonly forwardedTo: readonly string[];
}

export interface EventBus {
  has(bus: string): boolean;
  /** Matches the rules of a bus and delivers; `bus` is a name or an ARN. */
  publish(
    bus: string,
    event: Pick<BusEvent, "source" | "detail-type" | "detail"> & { readonly timeMs?: number; readonly resources?: readonly string[] },
  ): string;
  recent(): readonly SeenEvent[];
}

const keptEvents = 200;
/** How late a delivery may be when the run shows that events come in no order. */
const lateByAtMostMs = 40;

/**
 * Emulates a classic event bus inside one account: rules with patterns, targets that are queues, functions or buses.
 * Deliveries come at least once and in no order, and now and then the chaos plan shows it.
 * Sources: EventBridge user guide, "Event bus concepts", "Event bus targets".
 */
export function createEventBus(
  model: Pick<AssemblyModel, "accountId" | "region" | "buses" | "rules">,
  around: { readonly queues: Queues; readonly functions: AsyncInvoker; readonly clock: Clock; readonly chaos: Chaos },
): EventBus {
  const { queues, functions, clock, chaos } = around;
  const nameOf = (bus: string) => (bus.startsWith("arn:") ? bus.slice(bus.lastIndexOf("/") + 1) : bus);
  const local = (bus: string) =>
    model.buses.some((one) => one.name === bus || one.arn === bus) || bus === "default" || bus.endsWith(`:${model.accountId}:event-bus/default`);
  const seen: SeenEvent[] = [];
  const rules = model.rules
    .filter((rule) => rule.enabled)
    .map((rule) => {
      const matches = patternOf(rule.name, rule.pattern);
      const targets = rule.targets.map((target) => ({ arn: target.arn, input: compileInput(target, rule) }));
      for (const { arn } of targets) if (arn.includes(":sqs:")) queues.get(arn);
      return { name: rule.name, bus: nameOf(rule.busName), matches, targets };
    });

  const deliver = (arn: string, text: string, event: BusEvent, forwardedTo: string[]) => {
    if (arn.includes(":sqs:")) queues.get(arn).send(text, chaos.reorders() ? { delayMs: 1 + chaos.pick(lateByAtMostMs) } : {});
    else if (arn.includes(":lambda:")) functions.send(arn, JSON.parse(text));
    else if (!arn.includes(":event-bus/")) throw new Error(`A rule has the target ${arn}, which this runtime cannot deliver to.`);
    else if (local(arn)) route(nameOf(arn), event);
    else forwardedTo.push(arn);
  };
  const route = (bus: string, event: BusEvent) => {
    const matching = rules.filter((rule) => rule.bus === bus && rule.matches(event));
    const forwardedTo: string[] = [];
    for (const rule of matching) {
      for (const target of rule.targets) {
        const text = target.input(event);
        deliver(target.arn, text, event, forwardedTo);
        if (chaos.duplicates()) deliver(target.arn, text, event, []);
      }
    }
    seen.push({ bus, event, rules: matching.map((rule) => rule.name), forwardedTo });
    if (seen.length > keptEvents) seen.shift();
  };
  return {
    has: local,
    publish(bus, given) {
      const id = randomUUID();
      const time = `${new Date(given.timeMs ?? clock.now()).toISOString().slice(0, 19)}Z`;
      route(nameOf(bus), {
        version: "0",
        id,
        "detail-type": given["detail-type"],
        source: given.source,
        account: model.accountId,
        time,
        region: model.region,
        resources: given.resources ?? [],
        detail: given.detail,
      });
      return id;
    },
    recent: () => seen,
  };
}

function patternOf(name: string, pattern: unknown) {
  try {
    return compilePattern(pattern);
  } catch (problem) {
    throw new Error(`The rule ${name} cannot match: ${problem instanceof Error ? problem.message : String(problem)}`, { cause: problem });
  }
}
