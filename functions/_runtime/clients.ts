import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

let documents: DynamoDBDocumentClient | undefined;

/** The one DynamoDB client of this function, made on first use so that definitions can be imported without credentials. */
export function documentClient(): DynamoDBDocumentClient {
  documents ??= DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 4, requestHandler: { connectionTimeout: 2_000, requestTimeout: 6_000 } }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return documents;
}

/** A setting that infrastructure always gives. Missing, the function was deployed wrongly, which no caller can mend. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set`);
  return value;
}
