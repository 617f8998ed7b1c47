import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Money } from "../../domain/kernel/money.ts";
import { CustomerId, OpportunityId } from "../../domain/kernel/values.ts";

export const OpportunityRevised = defineEvent({
  context: "sales",
  name: "OpportunityRevised",
  version: 1,
  visibility: "public",
  about: "An open deal changed: its stage, lines, owner or expectation. `stage` and `value` are as they are after the change.",
  noun: "opportunity",
  subject: ({ opportunityId }) => opportunityId,
  data: z.object({ opportunityId: OpportunityId, customerId: CustomerId, stage: z.string(), value: Money, changed: z.array(z.string()).min(1) }),
});
