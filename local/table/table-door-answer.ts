import type { IncomingMessage, ServerResponse } from "node:http";
import { crc32 } from "node:zlib";
import { list, type Fields } from "./table-door-json.ts";

const service = "com.amazonaws.dynamodb.v20120810#";

/** Answers as DynamoDB does: JSON 1.0 with the body's CRC-32, which SDKs may check. */
export function answer(response: ServerResponse, status: number, body: Buffer | string): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    "content-type": "application/x-amz-json-1.0",
    "content-length": Buffer.byteLength(body),
    "x-amz-crc32": String(crc32(body)),
    "x-amzn-requestid": `local-${process.hrtime.bigint()}`,
  });
  response.end(body);
}

/** The caller sees its connection die: it cannot know whether its call took effect. */
export const reset = (request: IncomingMessage): void => void request.socket.destroy();

export const serverError = (response: ServerResponse): void =>
  answer(response, 500, JSON.stringify({ __type: `${service}InternalServerError`, message: "Internal server error" }));

/** API reference, "Common errors": AccessDeniedException, status 400, the sentence IAM writes. */
export const accessDenied = (response: ServerResponse, sentence: string): void =>
  answer(response, 400, JSON.stringify({ __type: "com.amazon.coral.service#AccessDeniedException", Message: sentence }));

export const unknownCaller = (response: ServerResponse): void =>
  answer(
    response,
    400,
    JSON.stringify({ __type: "com.amazon.coral.service#UnrecognizedClientException", message: "The security token included in the request is invalid." }),
  );

/** DynamoDB guide, "Error handling": ThrottlingException for on-demand tables; SDKs retry it. */
export const throttled = (response: ServerResponse): void =>
  answer(
    response,
    400,
    JSON.stringify({ __type: "com.amazon.coral.availability#ThrottlingException", message: "Rate of requests exceeds the allowed throughput." }),
  );

/** API reference, "TransactWriteItems": the whole transaction is cancelled, the item in conflict says so. SDKs do not retry it. */
export function conflict(response: ServerResponse, body: Fields, pick: (below: number) => number): void {
  const count = Math.max(1, list(body["TransactItems"]).length);
  const hit = pick(count);
  const reasons = Array.from({ length: count }, (_, at) =>
    at === hit ? { Code: "TransactionConflict", Message: "Transaction is ongoing for the item" } : { Code: "None" },
  );
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map((reason) => reason.Code).join(", ")}]`;
  answer(response, 400, JSON.stringify({ __type: `${service}TransactionCanceledException`, CancellationReasons: reasons, Message: message }));
}
