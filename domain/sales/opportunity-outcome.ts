import * as z from "zod";
import { OpportunityLost } from "../../events/sales/opportunity-lost.ts";
import { OpportunityWon } from "../../events/sales/opportunity-won.ts";
import { revise } from "../kernel/collection.ts";
import { DocumentDate, followingDate, followingDateRefusals } from "../kernel/business-date.ts";
import { type Refusals, accept, refuse, replace } from "../kernel/decision.ts";
import { type Moment, OpportunityId, type OrderId } from "../kernel/values.ts";
import type { Customer } from "./customer.table.ts";
import { alreadyClosed, entering, isClosed } from "./opportunity.ts";
import { Competitor, Opportunities, type Opportunity } from "./opportunity.table.ts";
import { placeOrder, placeRefusals, terms } from "./order.ts";
import type { Catalogue } from "./order-line.ts";
import { tell } from "./timeline.ts";

export const WinOpportunity = z.strictObject({ id: OpportunityId, wonOn: DocumentDate, ...terms });
export const LoseOpportunity = z.strictObject({
  id: OpportunityId,
  lostOn: DocumentDate,
  reason: OpportunityLost.data.shape.reason,
  competitor: Competitor.shape.name.optional().meta({ description: "Whom the customer chose" }),
});

export const winRefusals = {
  ...placeRefusals,
  ...followingDateRefusals,
  already_closed: "conflict",
  nothing_to_sell: "unprocessable",
} as const satisfies Refusals;
export const loseRefusals = { ...followingDateRefusals, already_closed: "conflict" } as const satisfies Refusals;

/** Yes: the deal is closed and its order placed, together or not at all. Pointers of a refusal lead into the opportunity, where the lines are. */
export function winOpportunity(
  opportunity: Opportunity,
  { wonOn: given, invoicing, promisedOn, reference }: z.output<typeof WinOpportunity>,
  customer: Customer,
  catalogue: Catalogue,
  orderId: OrderId,
  moment: Moment,
) {
  if (isClosed(opportunity)) return alreadyClosed(opportunity);
  const { id, customerId, company, currency } = opportunity;
  const wonOn = followingDate(given, moment.at, "/wonOn", opportunity.openedOn);
  if (typeof wonOn !== "string") return wonOn;
  if (opportunity.lines.length === 0) return refuse("nothing_to_sell", { pointer: "/lines", detail: "An opportunity without lines makes no order." });
  const lines = opportunity.lines.map(({ sku, quantity, unitPrice, discountPercent, taxCode }) => ({ sku, quantity, unitPrice, discountPercent, taxCode }));
  const wish = { customerId, opportunityId: id, company, currency, placedOn: wonOn, invoicing, promisedOn, reference, lines };
  const order = placeOrder(wish, customer, catalogue, orderId, moment);
  if (!order.ok) return order;
  const closed: Opportunity = revise(opportunity, {
    ...entering("won", moment.at, opportunity.stageEnteredAt),
    probabilitySet: undefined,
    value: order.value.net,
    closedAt: moment.at,
    closedOn: wonOn,
    orderId,
  });
  const won = OpportunityWon.of({ opportunityId: id, orderId, customerId, value: order.value.net, wonAt: moment.at, wonOn });
  const entry = tell(won, moment, { customerId, on: wonOn, opportunityId: id, orderId, title: "Opportunity won", amount: order.value.net });
  return accept(order.value, [replace(Opportunities, closed), ...order.changes, entry], [won, ...order.facts]);
}

export function loseOpportunity(opportunity: Opportunity, { lostOn: given, reason, competitor }: z.output<typeof LoseOpportunity>, moment: Moment) {
  if (isClosed(opportunity)) return alreadyClosed(opportunity);
  const { id, customerId, value } = opportunity;
  const lostOn = followingDate(given, moment.at, "/lostOn", opportunity.openedOn);
  if (typeof lostOn !== "string") return lostOn;
  const closed: Opportunity = revise(opportunity, {
    ...entering("lost", moment.at, opportunity.stageEnteredAt),
    probabilitySet: undefined,
    closedAt: moment.at,
    closedOn: lostOn,
    lostReason: reason,
    lostTo: competitor,
  });
  const lost = OpportunityLost.of({ opportunityId: id, customerId, value, reason, competitor, lostAt: moment.at, lostOn });
  return accept(
    closed,
    [replace(Opportunities, closed), tell(lost, moment, { customerId, on: lostOn, opportunityId: id, title: `Opportunity lost (${reason})`, amount: value })],
    [lost],
  );
}
