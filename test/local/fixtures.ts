import type { PolicyStatement, TableModel } from "../../local/assembly/assembly-model.ts";

export const region = "eu-central-1";
export const accountId = "000000000000";
export const tableArn = `arn:aws:dynamodb:${region}:${accountId}:table/weft`;

const key = (partition: string, sort: string) => ({ partition: { name: partition, type: "S" as const }, sort: { name: sort, type: "S" as const } });

export const theTable: TableModel = {
  id: "core.Table",
  name: "weft",
  arn: tableArn,
  key: key("pk", "sk"),
  indexes: [
    { name: "gsi1", key: key("gsi1pk", "gsi1sk"), projection: { type: "ALL", attributes: [] } },
    { name: "gsi2", key: key("gsi2pk", "gsi2sk"), projection: { type: "KEYS_ONLY", attributes: [] } },
  ],
  ttlAttribute: "ttl",
  streamArn: `${tableArn}/stream/2026-01-01T00:00:00.000`,
  streamViewType: "NEW_IMAGE",
};

export const statement = (given: Partial<PolicyStatement>): PolicyStatement => ({
  effect: "Allow",
  actions: [],
  notActions: [],
  resources: [],
  notResources: [],
  conditions: {},
  ...given,
});

export const allowAll: readonly PolicyStatement[] = [statement({ actions: ["*"], resources: ["*"] })];

/** What the deployment grants one context's functions. */
export const salesPolicy: readonly PolicyStatement[] = [
  statement({
    actions: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"],
    resources: [tableArn],
    conditions: {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["sales#*"] },
      Null: { "dynamodb:LeadingKeys": ["false"] },
      "ForAnyValue:StringEquals": { "dynamodb:EnclosingOperation": ["TransactWriteItems"] },
    },
  }),
  statement({
    actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"],
    resources: [tableArn, `${tableArn}/index/gsi1`],
    conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["sales#*"] }, Null: { "dynamodb:LeadingKeys": ["false"] } },
  }),
  statement({ effect: "Deny", actions: ["dynamodb:Scan", "dynamodb:PartiQL*"], resources: ["*"] }),
];
