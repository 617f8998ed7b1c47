import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Money } from "../../domain/kernel/money.ts";
import { BusinessDate, CustomerId, Instant, OpportunityId, OrderId } from "../../domain/kernel/values.ts";

export const OpportunityWon = defineEvent({
  context: "sales",
  name: "OpportunityWon",
  version: 1,
  visibility: "public",
  about: "A customer said yes. The order that follows carries the lines; this fact is about the deal.",
  noun: "opportunity",
  subject: ({ opportunityId }) => opportunityId,
  data: z.object({ opportunityId: OpportunityId, orderId: OrderId, customerId: CustomerId, value: Money, wonAt: Instant, wonOn: BusinessDate.optional() }),
});
