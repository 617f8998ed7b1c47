import type { IncomingMessage, ServerResponse } from "node:http";
import type { Chaos } from "../table/chaos.ts";
import { entryBytes, mostBytes, mostEntries, PutEventsRequest, readEntry, type PutEventsEntry } from "./event-bus-entry.ts";
import type { EventBus } from "./event-bus.ts";
import { authorize } from "../table/iam.ts";
import { billedChunks, type Meter } from "../meter/meter.ts";
import { parseFields } from "../table/table-door-json.ts";
import { callerOf, openDoor, type Callers, type Door } from "../table/table-door-listen.ts";

export interface BusDoorOptions {
  readonly bus: EventBus;
  readonly region: string;
  readonly accountId: string;
  readonly callers: Callers;
  readonly meter: Meter;
  readonly chaos: Chaos;
  readonly port?: number;
}

/** `endpoint` is for AWS_ENDPOINT_URL_EVENTBRIDGE. */
export type BusDoor = Door;

/** Serves PutEvents as @aws-sdk/client-eventbridge speaks it (AWS JSON 1.1), with the caller's policy enforced. */
export async function openBusDoor(options: BusDoorOptions): Promise<BusDoor> {
  const { bus, meter, chaos } = options;
  const arnOf = (name: string) => (name.startsWith("arn:") ? name : `arn:aws:events:${options.region}:${options.accountId}:event-bus/${name}`);

  const put = (entry: PutEventsEntry, functionName: string) => {
    const read = readEntry(entry);
    if ("ErrorCode" in read) return read;
    const name = entry.EventBusName ?? "default";
    if (!bus.has(name)) return { ErrorCode: "InvalidArgument", ErrorMessage: `Event bus ${name} does not exist.` };
    // A throttled entry fails alone: PutEvents succeeds in part, and callers must look at every entry.
    if (chaos.fault("PutEvents.Entry", functionName)?.name === "throttle") return { ErrorCode: "ThrottlingException", ErrorMessage: "Rate exceeded" };
    meter.published(functionName, billedChunks(entryBytes(entry)));
    return {
      EventId: bus.publish(name, {
        source: entry.Source ?? "",
        "detail-type": entry.DetailType ?? "",
        detail: read.detail,
        resources: entry.Resources ?? [],
        ...(entry.Time === undefined ? {} : { timeMs: entry.Time * 1000 }),
      }),
    };
  };
  const serve = (request: IncomingMessage, response: ServerResponse, raw: Buffer) => {
    const target = String(request.headers["x-amz-target"] ?? "");
    const caller = callerOf(request, options.callers);
    if (caller === undefined) return refuse(response, "UnrecognizedClientException", "The security token included in the request is invalid.");
    if (target !== "AWSEvents.PutEvents") return refuse(response, "UnknownOperationException", `This runtime serves PutEvents only, not ${target}.`);
    const parsed = PutEventsRequest.safeParse(parseFields(raw));
    const entries = parsed.success ? parsed.data.Entries : [];
    if (entries.length < 1 || entries.length > mostEntries)
      return refuse(
        response,
        "ValidationException",
        `1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: Member must have length between 1 and ${mostEntries}`,
      );
    if (entries.reduce((sum, entry) => sum + entryBytes(entry), 0) > mostBytes)
      return refuse(response, "ValidationException", "Total size of the entries in the request is over the limit.");
    for (const entry of entries) {
      const resource = arnOf(entry.EventBusName ?? "default");
      const context = {
        ...(entry.Source === undefined ? {} : { "events:source": [entry.Source] }),
        ...(entry.DetailType === undefined ? {} : { "events:detail-type": [entry.DetailType] }),
      };
      const decision = authorize(caller.statements, { action: "events:PutEvents", resource, context });
      if (!decision.allowed)
        return refuse(
          response,
          "AccessDeniedException",
          `User: arn:aws:sts::${options.accountId}:assumed-role/${caller.functionName}/${caller.functionName} is not authorized to perform: events:PutEvents on resource: ${resource} ${decision.reason}`,
        );
    }
    const fault = chaos.fault("PutEvents", caller.functionName);
    if (fault?.name === "before") return void request.socket.destroy();
    if (fault?.name === "throttle") return refuse(response, "ThrottlingException", "Rate exceeded");
    const results = entries.map((entry) => put(entry, caller.functionName));
    if (fault?.name === "after") return void request.socket.destroy();
    answer(response, 200, { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results });
  };
  return openDoor(options.port ?? 0, options.callers, serve);
}

const refuse = (response: ServerResponse, type: string, message: string): void => answer(response, 400, { __type: type, message });

function answer(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1", "content-length": Buffer.byteLength(text) });
  response.end(text);
}
