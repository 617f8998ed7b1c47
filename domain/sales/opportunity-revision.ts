import * as z from "zod";
import { OpportunityRevised } from "../../events/sales/opportunity-revised.ts";
import { revise } from "../kernel/collection.ts";
import { accept, type Refusals, replace } from "../kernel/decision.ts";
import { type Instant, OpportunityId } from "../kernel/values.ts";
import {
  alreadyClosed,
  enterLines,
  entering,
  isClosed,
  isTooLong,
  lineEntryRefusals,
  manualProbability,
  PROBABILITY,
  stated,
  tooMuchText,
} from "./opportunity.ts";
import { OpenStage, Opportunities, Opportunity, type Stage } from "./opportunity.table.ts";
import { type Catalogue, isRefused } from "./order-line.ts";

const shape = Opportunity.shape;

/** `null` clears an optional field; a probability that is cleared follows the stage again. */
export const ReviseOpportunity = z.strictObject({
  id: OpportunityId,
  title: stated.title.optional(),
  lines: stated.lines.optional(),
  competitors: stated.competitors.optional(),
  source: shape.source.unwrap().nullable().optional(),
  expectedCloseOn: shape.expectedCloseOn.unwrap().nullable().optional(),
  ownerId: shape.ownerId.optional(),
  company: shape.company.optional(),
  stage: OpenStage.optional(),
  probabilityPercent: manualProbability.nullable().optional(),
});

export const reviseRefusals = { ...lineEntryRefusals, too_much_text: "too_large", already_closed: "conflict" } as const satisfies Refusals;

/** A revision that changes nothing is answered with the opportunity as it is, and nobody is told. A closed one is never changed. */
export function reviseOpportunity(opportunity: Opportunity, input: z.output<typeof ReviseOpportunity>, catalogue: Catalogue, at: Instant) {
  if (isClosed(opportunity)) return alreadyClosed(opportunity);
  const { source, expectedCloseOn } = opportunity;
  const entered = input.lines === undefined ? opportunity : enterLines(input.lines, opportunity.currency, catalogue);
  if (isRefused(entered)) return entered;
  const revised: Opportunity = revise(opportunity, {
    title: input.title ?? opportunity.title,
    ownerId: input.ownerId ?? opportunity.ownerId,
    company: input.company ?? opportunity.company,
    competitors: input.competitors ?? opportunity.competitors,
    source: input.source === undefined ? source : (input.source ?? undefined),
    expectedCloseOn: input.expectedCloseOn === undefined ? expectedCloseOn : (input.expectedCloseOn ?? undefined),
    lines: entered.lines,
    value: entered.value,
    ...stageAfter(opportunity, input, at),
  });
  const changed = REVISABLE.filter((field) => JSON.stringify(opportunity[field]) !== JSON.stringify(revised[field]));
  if (changed.length === 0) return accept(opportunity, []);
  if (isTooLong(revised)) return tooMuchText();
  return accept(
    revised,
    [replace(Opportunities, revised)],
    [
      OpportunityRevised.of({
        opportunityId: opportunity.id,
        customerId: opportunity.customerId,
        stage: revised.stage,
        value: revised.value,
        changed: [...changed],
      }),
    ],
  );
}
const REVISABLE = [
  "title",
  "ownerId",
  "company",
  "competitors",
  "source",
  "expectedCloseOn",
  "lines",
  "value",
  "stage",
  "probabilityPercent",
  "probabilitySet",
] as const;

function stageAfter(
  opportunity: Opportunity,
  { stage = opportunity.stage, probabilityPercent }: { stage?: Stage | undefined; probabilityPercent?: number | null | undefined },
  at: Instant,
) {
  const moved = stage === opportunity.stage ? { stage, stageEnteredAt: opportunity.stageEnteredAt } : entering(stage, at, opportunity.stageEnteredAt);
  if (typeof probabilityPercent === "number") return { ...moved, probabilityPercent, probabilitySet: true as const };
  if (probabilityPercent === null || opportunity.probabilitySet === undefined)
    return { ...moved, probabilityPercent: PROBABILITY[stage], probabilitySet: undefined };
  return { ...moved, probabilityPercent: opportunity.probabilityPercent };
}
