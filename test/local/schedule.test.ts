import { describe, expect, test } from "vitest";
import type { FunctionModel, ScheduleModel } from "../../local/assembly/assembly-model.ts";
import { noChaos } from "../../local/table/chaos.ts";
import { forgetfulJournal } from "../../local/queue/queue-journal.ts";
import { createQueues } from "../../local/queue/queue-set.ts";
import { manualClock } from "../../local/schedule/schedule-clock.ts";
import { parseSchedule } from "../../local/schedule/schedule-expression.ts";
import { createSchedules } from "../../local/schedule/schedule.ts";
import { accountId, region } from "./fixtures.ts";

const runs = (expression: string, from: string, count = 3, timeZone = "UTC") => {
  const next = parseSchedule(expression, timeZone, Date.parse(from));
  const found: string[] = [];
  let after = Date.parse(from);
  while (found.length < count) {
    const due = next(after);
    if (due === undefined) break;
    found.push(new Date(due).toISOString().slice(0, 16));
    after = due;
  }
  return found;
};

describe("EventBridge user guide: cron and rate expressions", () => {
  // The examples of the guide's own tables, counted from Thursday 2026-01-15.
  test.each([
    ["cron(0 10 * * ? *)", ["2026-01-15T10:00", "2026-01-16T10:00"]],
    ["cron(15 12 * * ? *)", ["2026-01-15T12:15", "2026-01-16T12:15"]],
    ["cron(0 18 ? * MON-FRI *)", ["2026-01-15T18:00", "2026-01-16T18:00", "2026-01-19T18:00"]],
    ["cron(0 18 ? * 2-6 *)", ["2026-01-15T18:00", "2026-01-16T18:00", "2026-01-19T18:00"]],
    ["cron(0 8 1 * ? *)", ["2026-02-01T08:00", "2026-03-01T08:00"]],
    ["cron(0/15 * * * ? *)", ["2026-01-15T00:15", "2026-01-15T00:30", "2026-01-15T00:45"]],
    ["cron(0/10 * ? * MON-FRI *)", ["2026-01-15T00:10", "2026-01-15T00:20"]],
    ["cron(0/5 8-17 ? * MON-FRI *)", ["2026-01-15T08:00", "2026-01-15T08:05"]],
    ["cron(15 10 ? * 6L 2026-2027)", ["2026-01-30T10:15", "2026-02-27T10:15"]],
    ["cron(0 9 ? * 2#1 *)", ["2026-02-02T09:00", "2026-03-02T09:00"]],
    ["cron(0 9 3W * ? *)", ["2026-02-03T09:00", "2026-03-03T09:00", "2026-04-03T09:00"]],
    ["cron(0 9 LW * ? *)", ["2026-01-30T09:00", "2026-02-27T09:00"]],
    ["cron(0 9 L * ? *)", ["2026-01-31T09:00", "2026-02-28T09:00"]],
    ["cron(0 9 ? * L *)", ["2026-01-17T09:00", "2026-01-24T09:00"]],
    ["cron(0 0 1 1 ? 2027)", ["2027-01-01T00:00"]],
    ["rate(5 minutes)", ["2026-01-15T00:05", "2026-01-15T00:10", "2026-01-15T00:15"]],
    ["rate(1 hour)", ["2026-01-15T01:00", "2026-01-15T02:00"]],
    ["rate(7 days)", ["2026-01-22T00:00", "2026-01-29T00:00"]],
    ["at(2026-03-01T12:00:00)", ["2026-03-01T12:00"]],
  ])("%s", (expression, expected) => {
    expect(runs(expression, "2026-01-15T00:00:00Z", expected.length)).toEqual(expected);
  });
  test.each([
    "rate(1 minutes)",
    "rate(5 minute)",
    "rate(0 minutes)",
    "rate(2 weeks)",
    "cron(0 10 * * * *)",
    "cron(0 10 ? * ? *)",
    "cron(0 10 * * ?)",
    "cron(61 10 * * ? *)",
    "every day",
  ])("refuses %s", (expression) => {
    expect(() => parseSchedule(expression, "UTC", 0)).toThrow();
  });
});

describe("Scheduler user guide: time zones and daylight saving time", () => {
  test("spring: a time the clocks jump over is skipped", () => {
    expect(runs("cron(30 2 * * ? *)", "2026-03-28T00:00:00Z", 3, "Europe/Berlin")).toEqual(["2026-03-28T01:30", "2026-03-30T00:30", "2026-03-31T00:30"]);
  });
  test("autumn: a repeated time runs once", () => {
    expect(runs("cron(30 2 * * ? *)", "2026-10-24T00:00:00Z", 3, "Europe/Berlin")).toEqual(["2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30"]);
    expect(runs("cron(0/30 * * * ? *)", "2026-10-24T23:30:00Z", 4, "Europe/Berlin")).toEqual([
      "2026-10-25T00:00",
      "2026-10-25T00:30",
      "2026-10-25T02:00",
      "2026-10-25T02:30",
    ]);
  });
  test("an offset of the zone moves the run with the season", () => {
    expect(runs("cron(0 6 * * ? *)", "2026-03-28T00:00:00Z", 2, "Europe/Berlin")).toEqual(["2026-03-28T05:00", "2026-03-29T04:00"]);
  });
});

describe("schedules fire", () => {
  const functionArn = `arn:aws:lambda:${region}:${accountId}:function:run-dunning`;
  const schedule = (given: Partial<ScheduleModel> = {}, input: string | null = null): ScheduleModel => ({
    id: "s",
    name: "run-dunning",
    arn: "arn:schedule",
    kind: "rule",
    expression: "rate(1 hour)",
    timeZone: "UTC",
    enabled: true,
    flexibleWindowMinutes: 0,
    runAtStart: false,
    target: { id: "t", arn: functionArn, input, inputPath: null, inputTransformer: null, deadLetterArn: null, maxRetries: 185, maxEventAgeSeconds: 86_400 },
    ...given,
  });
  const house = (...schedules: ScheduleModel[]) => {
    const clock = manualClock(Date.parse("2026-01-15T00:00:00Z"));
    const sent: Record<string, unknown>[] = [];
    const functions = {
      send: (_arn: FunctionModel["arn"], event: unknown) => void sent.push(event as Record<string, unknown>),
      waiting: () => 0,
      inFlight: () => 0,
      stop: () => undefined,
    };
    return {
      clock,
      sent,
      schedules: createSchedules({ accountId, region, schedules }, { queues: createQueues([], clock, forgetfulJournal), functions, clock, chaos: noChaos() }),
    };
  };
  test("EventBridge user guide, scheduled events: a rule sends aws.events, each hour, and none once stopped", () => {
    const { clock, sent, schedules } = house(schedule());
    schedules.start();
    clock.advance(2 * 3_600_000);
    expect(sent).toHaveLength(2);
    expect(sent[0]).toEqual({
      version: "0",
      id: expect.any(String),
      "detail-type": "Scheduled Event",
      source: "aws.events",
      account: accountId,
      time: "2026-01-15T01:00:00Z",
      region,
      resources: ["arn:schedule"],
      detail: {},
    });
    schedules.stop();
    clock.advance(3_600_000);
    expect(sent).toHaveLength(2);
  });
  test("Scheduler user guide, context attributes: the Input is filled in; without one, detail is the text {}", () => {
    const { clock, sent, schedules } = house(
      schedule({ kind: "scheduler" }, '{"at":"<aws.scheduler.scheduled-time>","of":"<aws.scheduler.schedule-arn>"}'),
      schedule({ kind: "scheduler", name: "plain" }),
    );
    schedules.start();
    clock.advance(3_600_000);
    expect(sent[0]).toEqual({ at: "2026-01-15T01:00:00Z", of: "arn:schedule" });
    expect(sent[1]).toMatchObject({ source: "aws.scheduler", detail: "{}" });
  });
  test("on demand, at start, disabled", () => {
    const { clock, sent, schedules } = house(schedule({ enabled: false }), schedule({ name: "reconcile", runAtStart: true, enabled: false }));
    schedules.start();
    expect(sent).toHaveLength(1);
    clock.advance(86_400_000);
    expect(sent).toHaveLength(1);
    schedules.run("run-dunning");
    expect(sent).toHaveLength(2);
    expect(() => schedules.run("gone")).toThrow("No deployed schedule");
  });
  test("a wrong expression stops the start", () => {
    expect(() => house(schedule({ expression: "cron(1 2 3)" }))).toThrow("six");
  });
});
