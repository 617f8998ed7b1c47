import { handler as file } from "../../functions/platform/file-dead-letters.ts";
import { lambdaContext } from "../kit/gateway-event.ts";
import { world } from "../kit/world.ts";

process.env["NAME_PREFIX"] = "weft-test-";

/** The messages of a dead-letter queue, as SQS hands them over. */
export const handOver = (...Records: readonly object[]) => file({ Records } as never, lambdaContext() as never);

export const letterOf = (tenant: string, messageId: string, more: object = {}) => ({
  messageId,
  body: JSON.stringify({
    source: "weft.sales",
    "detail-type": "OrderPlaced",
    detail: {
      metadata: { id: FACT, tenant, occurredAt: "2026-11-23T09:00:00.000Z", subject: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4C", correlationId: "story", causationDepth: 12 },
      data: { customer: "Ada Lovelace" },
    },
  }),
  attributes: { DeadLetterQueueSourceArn: "arn:aws:sqs:eu-central-1:1:weft-test-finance-issue-invoice-on-order-placed" },
  messageAttributes: {},
  ...more,
});
export const FACT = "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B";
export const LETTER = `${FACT}.finance.issue-invoice-on-order-placed`;

/** A tenant with one dead letter. */
export async function withDeadLetter() {
  const w = await world();
  await handOver(letterOf(w.tenant, "m1"));
  return w;
}
