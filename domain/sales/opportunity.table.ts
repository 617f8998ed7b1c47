import * as z from "zod";
import { OpportunityLost } from "../../events/sales/opportunity-lost.ts";
import { collection } from "../kernel/collection.ts";
import { Currency, Money, Percent, UnitPrice } from "../kernel/money.ts";
import { Quantity } from "../kernel/quantity.ts";
import { BusinessDate, CompanyCode, CustomerId, Instant, OpportunityId, OrderId, Sku, TaxCode, text } from "../kernel/values.ts";

export const OpenStage = z.enum(["qualifying", "proposing", "negotiating"]);
export const Stage = z.enum([...OpenStage.options, "won", "lost"]);
export type Stage = z.infer<typeof Stage>;

/** What the customer may buy. A price taken from the list when the line was entered stays until the line is entered anew. */
export const OpportunityLine = z
  .strictObject({
    sku: Sku,
    quantity: Quantity,
    unitPrice: UnitPrice.optional(),
    discountPercent: Percent.optional(),
    taxCode: TaxCode.optional(),
    requirement: text(500).optional().meta({ description: "What the customer needs of it, in words" }),
  })
  .meta({ id: "OpportunityLine" });
export type OpportunityLine = z.infer<typeof OpportunityLine>;

export const Competitor = z.strictObject({ name: text(100), strength: text(300).optional(), weakness: text(300).optional() }).meta({ id: "Competitor" });

/** Who is at work on it, as tokens name callers. */
export const OwnerId = z
  .string()
  .regex(/^(user|client):[^\s#]{1,128}$/, "must be user:… or client:…")
  .meta({ description: "Who works on it", example: "user:5f1c" });

export const Opportunity = z
  .object({
    id: OpportunityId,
    version: z.int(),
    customerId: CustomerId,
    title: text(200),
    ownerId: OwnerId,
    company: CompanyCode,
    currency: Currency,
    stage: Stage,
    /** The last time each stage was entered: time in a stage is what lies between two of them. */
    stageEnteredAt: z.partialRecord(Stage, Instant),
    /** 1–99 while open, 100 when won, 0 when lost. */
    probabilityPercent: z.int().min(0).max(100),
    /** Somebody set the probability: the stage does not move it any more. */
    probabilitySet: z.literal(true).optional(),
    lines: z.array(OpportunityLine),
    competitors: z.array(Competitor),
    source: text(100).optional(),
    expectedCloseOn: BusinessDate.optional(),
    openedOn: BusinessDate.optional(),
    /** The sum of the priced lines before tax. */
    value: Money,
    closedAt: Instant.optional(),
    /** The business date of the win or the loss; `closedAt` and the stages tell when it was recorded. */
    closedOn: BusinessDate.optional(),
    lostReason: OpportunityLost.data.shape.reason.optional(),
    lostTo: Competitor.shape.name.optional(),
    orderId: OrderId.optional(),
  })
  .meta({ id: "Opportunity" });
export type Opportunity = z.infer<typeof Opportunity>;

/** One row of a list: without lines and competitors, which may be long. */
export const OpportunitySummary = Opportunity.omit({ lines: true, competitors: true }).extend({ lineCount: z.int() }).meta({ id: "OpportunitySummary" });

/** Only `stage` holds a key that moves in an opportunity's life (two write units a move); the others change with a new owner at most. */
export const Opportunities = collection<Opportunity, "customer" | "owner" | "stage">({
  context: "sales",
  noun: "opportunity",
  schema: Opportunity,
  id: ({ id }) => id,
  indexes: {
    customer: { slot: "gsi1", key: ({ customerId, id }) => ({ partition: [customerId], sort: [id] }) },
    owner: { slot: "gsi2", key: ({ ownerId, id }) => ({ partition: [ownerId], sort: [id] }) },
    stage: { slot: "gsi3", key: ({ stage, ownerId, id }) => ({ partition: ["all"], sort: [stage, ownerId, id] }) },
  },
});
