import * as z from "zod";
import { OpportunityOpened } from "../../events/sales/opportunity-opened.ts";
import { DocumentDate, dateRefusals, documentDate } from "../kernel/business-date.ts";
import { type Refusals, type Refused, accept, create, refuse } from "../kernel/decision.ts";
import { Currency, type Money } from "../kernel/money.ts";
import { CompanyCode, type Instant, type Moment, MAIN_COMPANY, type OpportunityId } from "../kernel/values.ts";
import type { Customer } from "./customer.table.ts";
import { Competitor, OpenStage, Opportunities, Opportunity, OpportunityLine, type Stage } from "./opportunity.table.ts";
import { type Catalogue, MOST_LINES, isRefused, lineRefusals, mismatch, netOf } from "./order-line.ts";
import { tell } from "./timeline.ts";

const shape = Opportunity.shape;
export const manualProbability = z.int().min(1).max(99).meta({ description: "1–99: only winning makes it 100, only losing 0" });
const { unknown_product, currency_mismatch, amount_too_large } = lineRefusals;
export const lineEntryRefusals = { unknown_product, currency_mismatch, amount_too_large } as const satisfies Refusals;
type LineEntryRefusal = keyof typeof lineEntryRefusals;

/**
 * The most an opportunity may take as text, in bytes of UTF-8: the table keeps at most 400 KB for one thing (AWS: "Constraints in Amazon DynamoDB"),
 * and the answer that a replay is given is kept whole beside it.
 */
const MOST_BYTES = 350_000;
export const isTooLong = (opportunity: Opportunity): boolean => new TextEncoder().encode(JSON.stringify(opportunity)).length > MOST_BYTES;
export const tooMuchText = () => refuse("too_much_text", { pointer: "/lines", detail: `All texts together take more than ${MOST_BYTES} bytes.` });

/** What is said of a deal, when it is opened and later. */
export const stated = {
  title: shape.title,
  source: shape.source,
  expectedCloseOn: shape.expectedCloseOn,
  lines: z.array(OpportunityLine).max(MOST_LINES),
  competitors: z.array(Competitor).max(20),
};
export const OpenOpportunity = z.strictObject({
  customerId: shape.customerId,
  ...stated,
  lines: stated.lines.default([]),
  competitors: stated.competitors.default([]),
  ownerId: shape.ownerId.optional().meta({ description: "Default: who opens it" }),
  company: CompanyCode.default(MAIN_COMPANY),
  currency: Currency.optional().meta({ description: "Default: the customer's" }),
  openedOn: DocumentDate,
  stage: OpenStage.default("qualifying"),
  probabilityPercent: manualProbability.optional().meta({ description: "Default: what the stage says" }),
});
export const openRefusals = {
  ...lineEntryRefusals,
  ...dateRefusals,
  too_much_text: "too_large",
  customer_archived: "conflict",
} as const satisfies Refusals;

/** The chance that a deal in this stage is won, unless somebody knows better. */
export const PROBABILITY = { qualifying: 20, proposing: 50, negotiating: 75, won: 100, lost: 0 } as const satisfies Record<Stage, number>;

export const isClosed = ({ stage }: Opportunity): boolean => stage === "won" || stage === "lost";
export const alreadyClosed = ({ stage }: Opportunity) => refuse("already_closed", { detail: `This opportunity is ${stage}.` });

/** What every entry of a stage brings with it. */
export const entering = (stage: Stage, at: Instant, before: Opportunity["stageEnteredAt"] = {}) => ({
  stage,
  stageEnteredAt: { ...before, [stage]: at },
  probabilityPercent: PROBABILITY[stage],
});

/** Lines as they are kept: a missing price is taken from the list where it is in the deal's currency. A discontinued product may be talked about; only an order refuses it. */
export function enterLines(
  given: readonly OpportunityLine[],
  currency: Currency,
  catalogue: Catalogue,
): { lines: OpportunityLine[]; value: Money } | Refused<LineEntryRefusal> {
  const lines: OpportunityLine[] = [];
  for (const [index, { sku, quantity, unitPrice, discountPercent, taxCode, requirement }] of given.entries()) {
    const product = catalogue.get(sku);
    if (product === undefined)
      return refuse("unknown_product", {
        pointer: `/lines/${index}/sku`,
        detail: "Sales does not know this product. One that was listed a moment ago is known shortly.",
      });
    if (unitPrice !== undefined && unitPrice.currency !== currency) return mismatch(index, currency);
    const listed = product.listPrice?.currency === currency ? product.listPrice : undefined;
    lines.push({ sku, quantity, unitPrice: unitPrice ?? listed, discountPercent, taxCode, requirement });
  }
  const value = netOf(lines, currency);
  return isRefused(value) ? value : { lines, value };
}

export function openOpportunity(
  input: z.output<typeof OpenOpportunity>,
  customer: Customer,
  catalogue: Catalogue,
  by: { id: OpportunityId; actor: string },
  moment: Moment,
) {
  if (customer.status === "archived") return refuse("customer_archived", { pointer: "/customerId", detail: "An archived customer buys nothing." });
  const openedOn = documentDate(input.openedOn, moment.at, "/openedOn");
  if (typeof openedOn !== "string") return openedOn;
  const { customerId, title, company, source, expectedCloseOn, competitors, probabilityPercent: given } = input;
  const currency = input.currency ?? customer.currency;
  const entered = enterLines(input.lines, currency, catalogue);
  if (isRefused(entered)) return entered;
  const about = { customerId, title, company, currency, source, expectedCloseOn, openedOn, competitors, ownerId: input.ownerId ?? by.actor };
  const opportunity: Opportunity = {
    id: by.id,
    version: 1,
    ...about,
    ...entered,
    ...entering(input.stage, moment.at),
    ...(given === undefined ? {} : { probabilityPercent: given, probabilitySet: true }),
  };
  if (isTooLong(opportunity)) return tooMuchText();
  const opened = OpportunityOpened.of({ opportunityId: by.id, customerId, value: opportunity.value, openedOn });
  const entry = tell(opened, moment, { customerId, on: openedOn, opportunityId: by.id, title: "Opportunity opened", amount: opportunity.value });
  return accept(opportunity, [create(Opportunities, opportunity), entry], [opened]);
}
