import { randomUUID } from "node:crypto";
import type { ScheduleModel } from "../assembly/assembly-model.ts";

const seconds = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/**
 * The JSON text a schedule hands to its target. A rule sends EventBridge's scheduled event (EventBridge user guide,
 * "Scheduled events"); a Scheduler schedule sends its Input with context attributes filled in (Scheduler user guide, "Adding
 * context attributes"), or a scheduled event of aws.scheduler whose detail is the text "{}".
 */
export function scheduleEvent(
  schedule: ScheduleModel,
  scheduledMs: number,
  at: { readonly accountId: string; readonly region: string; readonly attempt: number },
): string {
  const id = randomUUID();
  if (schedule.target.input === null) {
    const fromRule = schedule.kind === "rule";
    return JSON.stringify({
      version: "0",
      id,
      "detail-type": "Scheduled Event",
      source: fromRule ? "aws.events" : "aws.scheduler",
      account: at.accountId,
      time: seconds(scheduledMs),
      region: at.region,
      resources: [schedule.arn],
      detail: fromRule ? {} : "{}",
    });
  }
  if (schedule.kind === "rule") return schedule.target.input;
  return schedule.target.input
    .replaceAll("<aws.scheduler.schedule-arn>", schedule.arn)
    .replaceAll("<aws.scheduler.scheduled-time>", seconds(scheduledMs))
    .replaceAll("<aws.scheduler.execution-id>", id)
    .replaceAll("<aws.scheduler.attempt-number>", String(at.attempt));
}
