import * as z from "zod";
import type { KeySchema, TableModel } from "./assembly-model.ts";
import { CannotStart } from "./assembly-read.ts";
import type { Resources } from "./assembly-resources.ts";

const Keys = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) }));
const Attributes = z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(["S", "N", "B"]) }));
const Index = z.object({
  IndexName: z.string(),
  KeySchema: Keys,
  Projection: z.object({ ProjectionType: z.enum(["ALL", "KEYS_ONLY", "INCLUDE"]).default("ALL"), NonKeyAttributes: z.array(z.string()).default([]) }),
});

/** AWS source: CloudFormation AWS::DynamoDB::GlobalTable and AWS::DynamoDB::Table. Local secondary indexes stop the start. */
export function readTables(resources: Resources): TableModel[] {
  return resources.of("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable").map((resource) => {
    const p = resources.read(resource, {
      TableName: z.string().optional(),
      AttributeDefinitions: Attributes,
      KeySchema: Keys,
      GlobalSecondaryIndexes: z.array(Index).default([]),
      TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: z.boolean() }).optional(),
      StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
    });
    const type = (name: string) => p.AttributeDefinitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType ?? missing(resource.id, name);
    const key = (schema: z.infer<typeof Keys>): KeySchema => {
      const attribute = (kind: string) => schema.filter(({ KeyType }) => KeyType === kind).map(({ AttributeName: name }) => ({ name, type: type(name) }));
      const [partition] = attribute("HASH");
      return { partition: partition ?? missing(resource.id, "partition key"), sort: attribute("RANGE")[0] ?? null };
    };
    return {
      id: resource.id,
      name: resource.identity.ref,
      arn: resource.arn,
      key: key(p.KeySchema),
      indexes: p.GlobalSecondaryIndexes.map((index) => ({
        name: index.IndexName,
        key: key(index.KeySchema),
        projection: { type: index.Projection.ProjectionType, attributes: index.Projection.NonKeyAttributes },
      })),
      ttlAttribute: p.TimeToLiveSpecification?.Enabled === true ? (p.TimeToLiveSpecification.AttributeName ?? null) : null,
      streamArn: p.StreamSpecification === undefined ? null : (resource.identity.attributes["StreamArn"] ?? null),
      streamViewType: p.StreamSpecification?.StreamViewType ?? null,
    };
  });
}

function missing(id: string, name: string): never {
  throw new CannotStart(`${id}: the attribute ${name} is not defined.`);
}
