// The SDK is the one that Lambda's Node.js runtime brings, so this folder needs no install.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";

const table = DynamoDBDocumentClient.from(new DynamoDBClient());

/** Keeps one invoice. The same fact heard again changes nothing: its id is the invoice's own. */
async function keep({ metadata, data }) {
  const Item = {
    invoiceId: data.invoiceId,
    number: data.number,
    tenant: metadata.tenant,
    dueOn: data.dueOn,
    totalMinor: data.total.minor,
    currency: data.total.currency,
    factId: metadata.id,
  };
  try {
    await table.send(new PutCommand({ TableName: process.env.TABLE_NAME, Item, ConditionExpression: "attribute_not_exists(invoiceId)" }));
  } catch (error) {
    if (error.name !== "ConditionalCheckFailedException") throw error;
  }
}

/** Answers which messages failed, so that only those come again. */
export const handler = async ({ Records }) => {
  const batchItemFailures = [];
  for (const { messageId, body } of Records) {
    try {
      await keep(JSON.parse(body).detail);
    } catch {
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
};
