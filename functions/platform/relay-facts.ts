import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { KeptFact, publish } from "../_runtime/bus.ts";
import { documentClient, setting } from "../_runtime/clients.ts";
import { count } from "../_runtime/observed.ts";
import { machinery } from "../_runtime/use-case.ts";

interface StreamRecord {
  readonly dynamodb?: { readonly SequenceNumber?: string; readonly NewImage?: Record<string, AttributeValue> };
}
/** AWS: "Reporting batch item failures for Lambda with DynamoDB": the lowest number named is where the shard is read again from. */
interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * Carries committed facts from the table's stream to the bus. At least once and in any order: the records of one transaction may arrive apart.
 * A record that is no fact can never be carried, so it is parked and alarmed instead of holding up its shard for a day.
 */
async function relay({ Records }: { readonly Records: readonly StreamRecord[] }): Promise<BatchResponse> {
  const readable: { fact: KeptFact; sequence: string }[] = [];
  for (const { dynamodb } of Records) {
    const sequence = dynamodb?.SequenceNumber ?? "";
    const image = dynamodb?.NewImage === undefined ? {} : unmarshall(dynamodb.NewImage);
    const fact = KeptFact.safeParse(image);
    if (fact.success) readable.push({ fact: fact.data, sequence });
    else await park(sequence, image);
  }
  const failed = await publish(readable.map(({ fact }) => fact));
  count("FactsRelayed", readable.length - failed.length);
  const first = readable[Math.min(...failed)];
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first.sequence }] };
}

async function park(sequence: string, image: Record<string, unknown>): Promise<void> {
  count("FactsParked");
  const item = { pk: "platform#-#parked-record#all", sk: sequence, record: JSON.stringify(image) };
  await documentClient().send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: setting("TABLE_NAME"), Item: item } }] }));
}

export const useCase = machinery(
  { summary: "Carry committed facts to the bus", part: "relay", touches: [{ context: "platform", noun: "parked-record" }], publishes: true, timeout: 30 },
  relay,
);
export const { handler } = useCase;
