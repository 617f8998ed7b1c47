import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Money } from "../../domain/kernel/money.ts";
import { BusinessDate, CustomerId, OpportunityId } from "../../domain/kernel/values.ts";

export const OpportunityOpened = defineEvent({
  context: "sales",
  name: "OpportunityOpened",
  version: 1,
  visibility: "public",
  about: "A customer may buy: a deal is being worked on.",
  noun: "opportunity",
  subject: ({ opportunityId }) => opportunityId,
  data: z.object({ opportunityId: OpportunityId, customerId: CustomerId, value: Money, openedOn: BusinessDate.optional() }),
});
