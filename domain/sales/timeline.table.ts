import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Money } from "../kernel/money.ts";
import { BusinessDate, CustomerId, Instant, OpportunityId, OrderId } from "../kernel/values.ts";

/**
 * One thing that happened with a customer, whichever context it happened in. `title` is plain text without personal data.
 * `causationId` and `correlationId` lead to what brought it about and to the whole story; `factId` to the fact where it was heard from another context.
 */
export const TimelineEntry = z
  .object({
    version: z.int(),
    customerId: CustomerId,
    /** `at` and what tells entries of one moment apart. */
    place: z.string(),
    at: Instant,
    on: BusinessDate.optional().meta({ description: "The business date of the document, where it has one; `at` is when it was recorded" }),
    type: z.string().meta({ description: "The fact's name", example: "InvoiceIssued" }),
    context: z.string(),
    title: z.string(),
    orderId: OrderId.optional(),
    opportunityId: OpportunityId.optional(),
    amount: Money.optional(),
    factId: z.string().optional(),
    causationId: z.string().optional(),
    correlationId: z.string().optional(),
  })
  .meta({ id: "TimelineEntry" });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** Entries stand in their customer's partition in order of time. Nothing changes or removes one. */
export const Timeline = collection<TimelineEntry>({
  context: "sales",
  noun: "timeline",
  schema: TimelineEntry,
  id: ({ customerId }) => customerId,
  sort: ({ place }) => place,
  indexes: {},
});
