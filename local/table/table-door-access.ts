import type { TableModel } from "../assembly/assembly-model.ts";
import type { AccessRequest } from "./iam.ts";
import { fields, list, text, type Fields } from "./table-door-json.ts";
import { queriedPartition } from "./table-door-key-condition.ts";

const innerActions = [
  ["Put", "PutItem"],
  ["Update", "UpdateItem"],
  ["Delete", "DeleteItem"],
  ["ConditionCheck", "ConditionCheckItem"],
  ["Get", "GetItem"],
] as const;

/** Finds a table by the name or ARN that a request carries. */
export type TableOf = (nameOrArn: string) => TableModel | undefined;

/**
 * What a DynamoDB call needs to be allowed, one request for each action and table.
 * Sources: DynamoDB guide, "Using IAM with DynamoDB transactions" (inner actions, dynamodb:EnclosingOperation) and
 * "Using IAM policy conditions for fine-grained access control" (dynamodb:LeadingKeys; for an index, the index's own key).
 */
export function accessOf(operation: string, body: Fields, tableOf: TableOf, arnOf: (nameOrArn: string) => string): readonly AccessRequest[] {
  const grouped = new Map<string, { readonly action: string; readonly resource: string; readonly leading: string[]; readonly enclosing: string | undefined }>();
  const need = (action: string, table: string, leading: string | undefined, enclosing?: string, index?: string) => {
    const resource = index === undefined ? arnOf(table) : `${arnOf(table)}/index/${index}`;
    const group = grouped.get(`${action} ${resource}`) ?? { action, resource, leading: [], enclosing };
    grouped.set(`${action} ${resource}`, group);
    if (leading !== undefined) group.leading.push(leading);
  };
  const partition = (table: string, item: unknown) => attributeText(fields(item)[tableOf(table)?.key.partition.name ?? ""]);
  const tableName = text(body["TableName"]) ?? "*";
  switch (operation) {
    case "TransactWriteItems":
    case "TransactGetItems":
      for (const entry of list(body["TransactItems"])) {
        for (const [member, action] of innerActions) {
          const inner = fields(entry)[member];
          if (inner === undefined) continue;
          const table = text(fields(inner)["TableName"]) ?? "*";
          need(action, table, partition(table, fields(inner)["Item"] ?? fields(inner)["Key"]), operation);
        }
      }
      break;
    case "BatchGetItem":
      for (const [table, wanted] of Object.entries(fields(body["RequestItems"])))
        for (const key of list(fields(wanted)["Keys"])) need(operation, table, partition(table, key));
      break;
    case "BatchWriteItem":
      for (const [table, writes] of Object.entries(fields(body["RequestItems"]))) {
        for (const write of list(writes))
          need(operation, table, partition(table, fields(fields(write)["PutRequest"])["Item"] ?? fields(fields(write)["DeleteRequest"])["Key"]));
      }
      break;
    case "Query": {
      const index = text(body["IndexName"]);
      const table = tableOf(tableName);
      const key = index === undefined ? table?.key : table?.indexes.find((one) => one.name === index)?.key;
      need(operation, tableName, key === undefined ? undefined : attributeText(queriedPartition(body, key.partition.name)), undefined, index);
      break;
    }
    case "ExecuteStatement":
    case "BatchExecuteStatement":
    case "ExecuteTransaction":
      // The statement's verb decides the action; nobody here is granted any, so the widest one will do for the refusal.
      need("PartiQLSelect", "*", undefined);
      break;
    default:
      need(operation, tableName, partition(tableName, body["Item"] ?? body["Key"]), undefined, text(body["IndexName"]));
  }
  const select = text(body["Select"]);
  const returned = text(body["ReturnValues"]);
  return [...grouped.values()].map(({ action, resource, leading, enclosing }) => ({
    action: `dynamodb:${action}`,
    resource,
    context: {
      ...(leading.length > 0 ? { "dynamodb:LeadingKeys": leading } : {}),
      ...(enclosing === undefined ? {} : { "dynamodb:EnclosingOperation": [enclosing] }),
      ...(select === undefined ? {} : { "dynamodb:Select": [select] }),
      ...(returned === undefined ? {} : { "dynamodb:ReturnValues": [returned] }),
    },
  }));
}

/** The text of a key attribute: keys are S, N or B, and each is a string on the wire. */
export const attributeText = (value: unknown): string | undefined => text(fields(value)["S"]) ?? text(fields(value)["N"]) ?? text(fields(value)["B"]);
