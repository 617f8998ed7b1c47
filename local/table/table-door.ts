import type { IncomingMessage, ServerResponse } from "node:http";
import type { TableModel } from "../assembly/assembly-model.ts";
import type { Chaos } from "./chaos.ts";
import { authorize } from "./iam.ts";
import type { Meter } from "../meter/meter.ts";
import { accessOf } from "./table-door-access.ts";
import { accessDenied, answer, conflict, reset, serverError, throttled, unknownCaller } from "./table-door-answer.ts";
import { isMetered, unitsOf, unitsOfRefusal, withoutInjected } from "./table-door-capacity.ts";
import { createForwarder } from "./table-door-forward.ts";
import { fields, isFields, parseFields, text, type Fields } from "./table-door-json.ts";
import { callerOf, openDoor, type Callers, type Door } from "./table-door-listen.ts";
import { createRecorder } from "./table-door-records.ts";
import type { StreamRecord } from "./table-door-stream-record.ts";
import { createStaleReads } from "./table-door-stale.ts";
import { createTokenMemory } from "./table-door-tokens.ts";

export interface TableDoorOptions {
  /** The table engine behind the door. */
  readonly engine: string;
  readonly region: string;
  readonly accountId: string;
  readonly tables: readonly TableModel[];
  readonly callers: Callers;
  readonly meter: Meter;
  readonly chaos: Chaos;
  /** Whether a stream consumer could want the records of an item with these keys. */
  readonly wanted: (table: TableModel, keys: Fields) => boolean;
  /** Takes the records of one call; they are kept (journalled) before the caller has its answer. */
  readonly onRecords: (records: readonly StreamRecord[]) => void;
  readonly port?: number;
}

/** `endpoint` is for AWS_ENDPOINT_URL_DYNAMODB. */
export type TableDoor = Door;

/** Opens the HTTP door in front of the table engine: it knows who calls, enforces their policy, meters, and injects faults. */
export async function openTableDoor(options: TableDoorOptions): Promise<TableDoor> {
  for (const table of options.tables) {
    if (table.streamArn !== null && table.streamViewType !== "NEW_IMAGE" && table.streamViewType !== "KEYS_ONLY")
      throw new Error(`The stream of ${table.name} shows ${table.streamViewType}, but this runtime derives NEW_IMAGE and KEYS_ONLY only.`);
  }
  const forwarder = createForwarder(options.engine, options.region);
  const tableOf = (nameOrArn: string) => options.tables.find((table) => table.name === nameOrArn || table.arn === nameOrArn);
  const arnOf = (nameOrArn: string) =>
    tableOf(nameOrArn)?.arn ?? (nameOrArn.startsWith("arn:") ? nameOrArn : `arn:aws:dynamodb:${options.region}:${options.accountId}:table/${nameOrArn}`);
  const readItem = async (TableName: string, Key: Fields) => {
    const { body } = await forwarder.send("DynamoDB_20120810.GetItem", JSON.stringify({ TableName, Key, ConsistentRead: true }));
    const item = parseFields(body)["Item"];
    return isFields(item) ? item : undefined;
  };
  const recorder = createRecorder(options.region, tableOf, options.wanted, readItem);
  const tokens = createTokenMemory();
  const stale = options.chaos.stale === undefined ? undefined : createStaleReads(options.chaos.stale, tableOf, readItem);

  const serve = async (request: IncomingMessage, response: ServerResponse, raw: Buffer) => {
    const target = text(request.headers["x-amz-target"]) ?? "";
    const operation = target.slice(target.indexOf(".") + 1);
    const caller = callerOf(request, options.callers);
    if (caller === undefined) return unknownCaller(response);
    response.once("close", options.meter.tableCall(caller.functionName));
    const body = parseFields(raw);
    for (const access of accessOf(operation, body, tableOf, arnOf)) {
      const decision = authorize(caller.statements, access);
      if (decision.allowed) continue;
      options.meter.tableRefused(caller.functionName);
      return accessDenied(
        response,
        `User: arn:aws:sts::${options.accountId}:assumed-role/${caller.functionName}/${caller.functionName} is not authorized to perform: ${access.action} on resource: ${access.resource} ${decision.reason}`,
      );
    }
    const fault = options.chaos.fault(operation, caller.functionName);
    if (fault?.name === "before") return fault.manner === "reset" ? reset(request) : serverError(response);
    if (fault?.name === "throttle") return throttled(response);
    if (fault?.name === "conflict") return conflict(response, body, options.chaos.pick);
    if (fault?.name === "slow") await new Promise((resolve) => setTimeout(resolve, fault.slowMs));

    const metered = isMetered(operation);
    const asked = text(body["ReturnConsumedCapacity"]);
    const token = text(body["ClientRequestToken"]);
    const records = token !== undefined && tokens.has(token) ? undefined : await recorder.prepare(operation, body);
    const remembered = await stale?.beforeWrite(operation, body);
    const forwarded = await forwarder.send(target, metered ? JSON.stringify({ ...body, ReturnConsumedCapacity: "INDEXES" }) : raw);
    const succeeded = forwarded.status < 300;
    if (succeeded && records !== undefined) options.onRecords(await records.settle());
    if (succeeded && token !== undefined) tokens.add(token);
    if (succeeded) remembered?.commit();
    if (!metered) return fault?.name === "after" ? reset(request) : answer(response, forwarded.status, forwarded.body);
    const told = fields(parseFields(forwarded.body));
    options.meter.table(caller.functionName, succeeded ? unitsOf(operation, told) : unitsOfRefusal(operation, body, told));
    const seen = succeeded && stale !== undefined ? stale.read(operation, caller.functionName, body, told) : told;
    if (fault?.name === "after") return fault.manner === "reset" ? reset(request) : serverError(response);
    answer(response, forwarded.status, succeeded && (asked !== "INDEXES" || seen !== told) ? JSON.stringify(withoutInjected(asked, seen)) : forwarded.body);
  };

  const door = await openDoor(options.port ?? 0, options.callers, serve);
  return {
    ...door,
    async close() {
      await door.close();
      forwarder.close();
    },
  };
}
