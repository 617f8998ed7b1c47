import type { AssemblyModel, ScheduleModel } from "../assembly/assembly-model.ts";
import type { Chaos } from "../table/chaos.ts";
import type { AsyncInvoker } from "../bus/event-bus-async.ts";
import { compileInput } from "../bus/event-bus-input.ts";
import type { Queues } from "../queue/queue-set.ts";
import type { Clock } from "./schedule-clock.ts";
import { scheduleEvent } from "./schedule-event.ts";
import { parseSchedule, type NextRun } from "./schedule-expression.ts";

interface ScheduleState {
  readonly name: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly nextRunMs: number | undefined;
  readonly lastRunMs: number | undefined;
}

export interface Schedules {
  /** Runs what the deployment marks to run at start, and arms every enabled schedule. */
  start(): void;
  /** Runs one now, enabled or not. */
  run(name: string): void;
  state(): readonly ScheduleState[];
  stop(): void;
}

/**
 * Fires schedules of rules and of EventBridge Scheduler. Every expression is read at once, so a wrong one stops the start.
 * What a stopped runtime missed is not made up, as on AWS a disabled schedule's runs are not.
 */
export function createSchedules(
  model: Pick<AssemblyModel, "accountId" | "region" | "schedules">,
  around: { readonly queues: Queues; readonly functions: AsyncInvoker; readonly clock: Clock; readonly chaos: Chaos },
): Schedules {
  const { queues, functions, clock, chaos } = around;
  const armed = new Map<
    string,
    { readonly schedule: ScheduleModel; readonly next: NextRun; nextRunMs: number | undefined; lastRunMs: number | undefined; cancel: () => void }
  >();
  for (const schedule of model.schedules) {
    const next = parseSchedule(schedule.expression, schedule.timeZone, clock.now());
    // An InputPath or transformer that cannot be read stops the start, too.
    compileInput(schedule.target, schedule);
    if (!/:(lambda|sqs):/.test(schedule.target.arn))
      throw new Error(`The schedule ${schedule.name} has the target ${schedule.target.arn}, which this runtime cannot deliver to.`);
    armed.set(schedule.name, { schedule, next, nextRunMs: undefined, lastRunMs: undefined, cancel: () => undefined });
  }
  const fire = (schedule: ScheduleModel, scheduledMs: number) => {
    const text = scheduleEvent(schedule, scheduledMs, { accountId: model.accountId, region: model.region, attempt: 1 });
    const plain = schedule.target.input !== null;
    const input = plain ? text : compileInput(schedule.target, schedule)(JSON.parse(text));
    const deliveries = chaos.duplicates() ? 2 : 1;
    for (let count = 0; count < deliveries; count += 1) {
      if (schedule.target.arn.includes(":sqs:")) queues.get(schedule.target.arn).send(input);
      else functions.send(schedule.target.arn, JSON.parse(input));
    }
  };
  const arm = (name: string, afterMs: number) => {
    const one = armed.get(name);
    if (one === undefined) return;
    const due = one.next(afterMs);
    one.nextRunMs = due;
    if (due === undefined) return;
    const flexibleMs = one.schedule.flexibleWindowMinutes > 0 ? chaos.pick(one.schedule.flexibleWindowMinutes * 60_000) : 0;
    one.cancel = clock.after(Math.max(0, due + flexibleMs - clock.now()), () => {
      one.lastRunMs = clock.now();
      fire(one.schedule, due);
      // A timer may fire a moment early: the next run is looked for after this one in any case.
      arm(name, Math.max(due, clock.now()));
    });
  };
  return {
    start() {
      for (const [name, { schedule }] of armed) {
        if (schedule.runAtStart) fire(schedule, clock.now());
        if (schedule.enabled) arm(name, clock.now());
      }
    },
    run(name) {
      const one = armed.get(name);
      if (one === undefined) throw new Error(`No deployed schedule has the name ${name}.`);
      one.lastRunMs = clock.now();
      fire(one.schedule, clock.now());
    },
    state: () =>
      [...armed.values()].map(({ schedule, nextRunMs, lastRunMs }) => ({
        name: schedule.name,
        expression: schedule.expression,
        timeZone: schedule.timeZone,
        enabled: schedule.enabled,
        nextRunMs,
        lastRunMs,
      })),
    stop: () => armed.forEach((one) => one.cancel()),
  };
}
