import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Money } from "../../domain/kernel/money.ts";
import { BusinessDate, CustomerId, Instant, OpportunityId } from "../../domain/kernel/values.ts";

export const OpportunityLost = defineEvent({
  context: "sales",
  name: "OpportunityLost",
  version: 1,
  visibility: "public",
  about: "A customer said no, or chose somebody else.",
  noun: "opportunity",
  subject: ({ opportunityId }) => opportunityId,
  data: z.object({
    opportunityId: OpportunityId,
    customerId: CustomerId,
    value: Money,
    reason: z.enum(["price", "competitor", "timing", "no-budget", "no-need", "no-response", "other"]),
    competitor: z.string().optional(),
    lostAt: Instant,
    lostOn: BusinessDate.optional(),
  }),
});
