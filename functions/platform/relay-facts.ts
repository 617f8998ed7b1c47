import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { KeptFact, publish } from "../_runtime/bus.ts";
import { documentClient, setting } from "../_runtime/clients.ts";
import { count } from "../_runtime/observed.ts";
import { machinery } from "../_runtime/use-case.ts";

interface StreamRecord {
  readonly dynamodb?: { readonly SequenceNumber?: string; readonly NewImage?: Image };
}
/** AWS: "Reporting batch item failures for Lambda with DynamoDB": the lowest number named is where the shard is read again from. */
interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

type Image = Readonly<Record<string, AttributeValue>>;
/** A parked body this large would not fit into an item (400 KB): its record still stands in its own place, so the keys are enough. */
const MOST_PARKED_BYTES = 300_000;

/**
 * Carries committed facts from the table's stream to the bus. At least once and in any order: the records of one transaction may arrive apart.
 * A record that is no fact can never be carried, so it is parked and alarmed instead of holding up its shard for a day.
 */
async function relay({ Records }: { readonly Records: readonly StreamRecord[] }): Promise<BatchResponse> {
  const readable: { fact: KeptFact; sequence: string }[] = [];
  for (const { dynamodb } of Records) {
    const sequence = dynamodb?.SequenceNumber ?? "";
    const image = dynamodb?.NewImage ?? {};
    const fact = factIn(image);
    if (fact === undefined) await park(sequence, image);
    else readable.push({ fact, sequence });
  }
  const failed = await publish(readable.map(({ fact }) => fact));
  count("FactsRelayed", readable.length - failed.length);
  const first = readable[Math.min(...failed)];
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first.sequence }] };
}

function factIn(image: Image): KeptFact | undefined {
  try {
    return KeptFact.safeParse(unmarshall(image)).data;
  } catch {
    // Not even values: a number that no language holds, a type that nobody knows.
    return undefined;
  }
}

async function park(sequence: string, image: Image): Promise<void> {
  count("FactsParked");
  const body = JSON.stringify(image);
  const record = Buffer.byteLength(body) > MOST_PARKED_BYTES ? JSON.stringify({ pk: image["pk"], sk: image["sk"] }) : body;
  const item = { pk: "platform#-#parked-record#all", sk: sequence, record };
  await documentClient().send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: setting("TABLE_NAME"), Item: item } }] }));
}

export const useCase = machinery(
  { summary: "Carry committed facts to the bus", part: "relay", touches: [{ context: "platform", noun: "parked-record" }], publishes: true, timeout: 30 },
  relay,
);
export const { handler } = useCase;
