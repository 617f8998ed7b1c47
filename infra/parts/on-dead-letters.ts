import { aws_lambda as lambda, Validations } from "aws-cdk-lib";
import { contexts } from "../contexts.ts";
import type { Core } from "../stacks/core-stack.ts";
import { queueStatement } from "../table-policy.ts";
import { deadLettersArn, FILING_SECONDS } from "./dead-letters.ts";
import type { MakeFunction } from "./on-facts.ts";

/** Dead letters of every context in. Named rather than referred to: the contexts' stacks lean on the core and on no other. */
export function onDeadLetters(make: MakeFunction, core: Core): void {
  const made = make({ timeoutSeconds: FILING_SECONDS });
  for (const context of contexts) {
    const eventSourceArn = deadLettersArn(core.settings, context);
    made.permit(queueStatement(eventSourceArn));
    const mapping = new lambda.CfnEventSourceMapping(made, `Mapping-${context}`, {
      eventSourceArn,
      functionName: made.arn,
      batchSize: 10,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: 2 },
    });
    Validations.of(mapping).acknowledge({
      id: "Serverless-LambdaEventSourceMappingDestination",
      reason: "These are dead letters already: what cannot be filed stays in its queue, and an alarm says so.",
    });
  }
}
