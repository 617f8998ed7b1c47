import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { PolicyStatement, TableModel } from "./assembly-model.ts";
import type { Chaos } from "./chaos.ts";
import { authorize } from "./iam.ts";
import { checkStatements } from "./iam-check.ts";
import type { Meter } from "./meter.ts";
import { accessOf } from "./table-door-access.ts";
import { accessDenied, answer, conflict, reset, serverError, throttled, unknownCaller } from "./table-door-answer.ts";
import { isMetered, unitsOf, unitsOfRefusal, withoutInjected } from "./table-door-capacity.ts";
import { createForwarder } from "./table-door-forward.ts";
import { fields, isFields, parseFields, text, type Fields } from "./table-door-json.ts";
import { createRecorder } from "./table-door-records.ts";
import type { StreamRecord } from "./table-door-stream-record.ts";
import { createTokenMemory } from "./table-door-tokens.ts";

/** Who an access key belongs to, and what that role may do. */
export interface Caller {
  readonly functionName: string;
  readonly statements: readonly PolicyStatement[];
}

export interface TableDoorOptions {
  /** The table engine behind the door. */
  readonly engine: string;
  readonly region: string;
  readonly accountId: string;
  readonly tables: readonly TableModel[];
  /** By access key id: the SDK's signature names it, and no other function has it. */
  readonly callers: ReadonlyMap<string, Caller>;
  readonly meter: Meter;
  readonly chaos: Chaos;
  /** Whether a stream consumer could want the records of an item with these keys. */
  readonly wanted: (table: TableModel, keys: Fields) => boolean;
  /** Takes the records of one call; they are kept (journalled) before the caller has its answer. */
  readonly onRecords: (records: readonly StreamRecord[]) => void;
  readonly port?: number;
}

export interface TableDoor {
  /** For AWS_ENDPOINT_URL_DYNAMODB. */
  readonly endpoint: string;
  inFlight(): number;
  close(): Promise<void>;
}

/** Opens the HTTP door in front of the table engine: it knows who calls, enforces their policy, meters, and injects faults. */
export async function openTableDoor(options: TableDoorOptions): Promise<TableDoor> {
  for (const caller of options.callers.values()) checkStatements(caller.functionName, caller.statements);
  for (const table of options.tables) {
    if (table.streamArn !== null && table.streamViewType !== "NEW_IMAGE" && table.streamViewType !== "KEYS_ONLY") throw new Error(`The stream of ${table.name} shows ${table.streamViewType}, but this runtime derives NEW_IMAGE and KEYS_ONLY only.`);
  }
  const forwarder = createForwarder(options.engine, options.region);
  const tableOf = (nameOrArn: string) => options.tables.find((table) => table.name === nameOrArn || table.arn === nameOrArn);
  const arnOf = (nameOrArn: string) => tableOf(nameOrArn)?.arn ?? (nameOrArn.startsWith("arn:") ? nameOrArn : `arn:aws:dynamodb:${options.region}:${options.accountId}:table/${nameOrArn}`);
  const readItem = async (TableName: string, Key: Fields) => {
    const { body } = await forwarder.send("DynamoDB_20120810.GetItem", JSON.stringify({ TableName, Key, ConsistentRead: true }));
    const item = parseFields(body)["Item"];
    return isFields(item) ? item : undefined;
  };
  const recorder = createRecorder(options.region, tableOf, options.wanted, readItem);
  const tokens = createTokenMemory();
  let inFlight = 0;

  const serve = async (request: IncomingMessage, response: ServerResponse, raw: Buffer) => {
    const target = text(request.headers["x-amz-target"]) ?? "";
    const operation = target.slice(target.indexOf(".") + 1);
    const caller = options.callers.get(/Credential=([^/]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "");
    if (caller === undefined) return unknownCaller(response);
    const body = parseFields(raw);
    for (const access of accessOf(operation, body, tableOf, arnOf)) {
      const decision = authorize(caller.statements, access);
      if (decision.allowed) continue;
      options.meter.tableRefused(caller.functionName);
      return accessDenied(response, `User: arn:aws:sts::${options.accountId}:assumed-role/${caller.functionName}/${caller.functionName} is not authorized to perform: ${access.action} on resource: ${access.resource} ${decision.reason}`);
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
    const forwarded = await forwarder.send(target, metered ? JSON.stringify({ ...body, ReturnConsumedCapacity: "INDEXES" }) : raw);
    const succeeded = forwarded.status < 300;
    if (succeeded && records !== undefined) options.onRecords(await records.settle());
    if (succeeded && token !== undefined) tokens.add(token);
    if (!metered) return fault?.name === "after" ? reset(request) : answer(response, forwarded.status, forwarded.body);
    const told = fields(parseFields(forwarded.body));
    options.meter.table(caller.functionName, succeeded ? unitsOf(operation, told) : unitsOfRefusal(operation, body, told));
    if (fault?.name === "after") return fault.manner === "reset" ? reset(request) : serverError(response);
    answer(response, forwarded.status, succeeded && asked !== "INDEXES" ? JSON.stringify(withoutInjected(asked, told)) : forwarded.body);
  };

  const server = createServer((request, response) => {
    inFlight += 1;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    // An engine that cannot be reached looks like a lost connection, as it would on AWS.
    request.once("end", () => void serve(request, response, Buffer.concat(chunks)).catch(() => reset(request)));
    response.once("close", () => {
      inFlight -= 1;
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`,
    inFlight: () => inFlight,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      forwarder.close();
    },
  };
}
