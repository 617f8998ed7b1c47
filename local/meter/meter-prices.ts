/**
 * On-demand list prices in USD for eu-central-1 (Frankfurt), before any free tier. As remembered from the AWS price pages of
 * 2025 for DynamoDB (after the cut of 2024-11-01), Lambda, EventBridge and SQS, and not read again when this was written:
 * check them before a budget rests on them. The units they multiply are measured.
 */
export const pricesUsd = {
  /** one million write request units, Standard table class */
  millionWriteUnits: 0.7625,
  /** one million read request units, Standard table class */
  millionReadUnits: 0.1525,
  /** one million Lambda requests */
  millionInvocations: 0.2,
  /** one GB-second of Lambda on arm64 */
  gigabyteSecond: 0.0000133334,
  /** one million custom events, per 64 KB */
  millionEvents: 1,
  /** one million SQS standard requests, per 64 KB */
  millionQueueRequests: 0.4,
} as const;
