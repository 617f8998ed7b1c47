import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import { authorize } from "../table/iam.ts";
import { callerOf, type Callers, type Door, openDoor } from "../table/table-door-listen.ts";
import type { Channels } from "./channels.ts";

const Publication = z.strictObject({ channel: z.string(), events: z.array(z.string()).min(1).max(5) });
/** An event may have 240 KB (AWS: AppSync endpoints and quotas). */
const MOST_BYTES = 240 * 1024;

/** Serves publishing over HTTP with the caller's policy enforced. AWS source: AppSync Events developer guide, "Publishing events over HTTP". */
export function openLiveDoor(channels: Channels, callers: Callers): Promise<Door> {
  return openDoor(0, callers, (request: IncomingMessage, response: ServerResponse, raw: Buffer) => {
    const refuse = (status: number, errorType: string, message: string) => answer(response, status, { errors: [{ errorType, message }] });
    const caller = callerOf(request, callers);
    if (caller === undefined) return refuse(401, "UnauthorizedException", "You are not authorized to make this call.");
    if (request.method !== "POST" || request.url !== "/event") return refuse(404, "NotFoundException", "There is nothing at this address.");
    const parsed = Publication.safeParse(jsonOf(raw));
    if (!parsed.success) return refuse(400, "BadRequestException", "The body is { channel, events } with one to five events of text.");
    const { channel, events } = parsed.data;
    const resource = channels.arnOf(channel);
    if (resource === undefined) return refuse(400, "BadRequestException", `There is no channel namespace for ${channel}.`);
    if (events.some((event) => Buffer.byteLength(event) > MOST_BYTES || jsonOf(Buffer.from(event)) === undefined))
      return refuse(400, "BadRequestException", "An event is JSON of at most 240 KB.");
    const { allowed } = authorize(caller.statements, { action: "appsync:EventPublish", resource, context: {} });
    if (!allowed) return refuse(401, "UnauthorizedException", `${caller.functionName} may not publish to ${resource}.`);
    channels.publish(channel, events);
    return answer(response, 200, { failed: [], successful: events.map((_, index) => ({ identifier: `${index}`, index })) });
  });
}

function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString());
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
