import { addDays, daysBetween, monthOf, workday, workdays } from "./calendar.ts";
import type { Customer } from "./customers.ts";
import type { Draw } from "./draw.ts";
import { type Product, products, seasons } from "./products.ts";

export interface Line {
  readonly lineNo: number;
  readonly product: Product;
  readonly quantity: number;
  /** Cents, as it was agreed: prices rose once in the two years. */
  readonly unitPrice: number;
  readonly discountPercent: number;
}
export interface Deal {
  readonly no: number;
  readonly customer: Customer;
  readonly title: string;
  readonly openedOn: string;
  readonly expectedCloseOn: string;
  readonly source: string;
  readonly owner: string | undefined;
  readonly stage: "qualifying" | "proposing" | "negotiating";
  readonly competitors: readonly string[];
  readonly lines: readonly Line[];
  readonly lost?: { readonly on: string; readonly reason: string; readonly competitor?: string };
}
/** What a customer orders, by itself or as the end of a deal. */
export interface Order {
  readonly no: number;
  readonly customer: Customer;
  readonly placedOn: string;
  readonly promisedOn: string;
  readonly lines: readonly Line[];
  readonly deal?: Deal;
}
export interface Demand {
  readonly deals: readonly Deal[];
  readonly orders: readonly Order[];
}

/** What share of all orders comes in the last days: there must be something to do for who looks in. */
const RECENT = 0.03;
const RECENT_DAYS = 6;
const PRICE_BEFORE = 0.96;
const competitors = ["Kettenwerk Nord", "Cykel Fabrikken", "Billigrad24", "Tandem & Söhne"];
const sources = ["trade fair", "recommendation", "web enquiry", "visit", "existing customer"];
/** Who works on deals; undefined is whoever fills the company in. */
const owners = ["user:sales-north", "user:sales-south", undefined];
const titles = ["Spring range", "Fleet renewal", "Autumn order", "New branch", "Workshop supply", "Season opening", "Framework contract"];
const reasons: readonly (readonly [reason: string, share: number])[] = [
  ["price", 30],
  ["competitor", 28],
  ["timing", 14],
  ["no-budget", 12],
  ["no-response", 10],
  ["no-need", 6],
];

interface Span {
  readonly first: string;
  readonly last: string;
}

/** What is wanted from the first day to the last: `orders` orders, a fifth of them out of deals, and about as many deals that came to nothing or are open. */
export function drawDemand(draw: Draw, customers: readonly Customer[], orders: number, span: Span): Demand {
  const days = workdays(span.first, span.last);
  const wanted = draw.apart("orders");
  const busy = days.map((day) => ({ day, weight: busyness(day, span) }));
  const recent = Math.max(6, Math.round(orders * RECENT));
  const placed = Array.from({ length: orders }, (_, at) =>
    at < recent ? wanted.of(days.slice(-RECENT_DAYS)) : wanted.weighted(busy, weightOf).day,
  ).toSorted();
  // Somebody books a workshop training on the last day, so that there is an order that has nothing to ship.
  const deals: Deal[] = [];
  const all = placed.map((placedOn, no): Order => {
    const customer = wanted.weighted(customers, weightOf);
    const won = wanted.chance(0.2);
    const lines = drawLines(wanted, customer, placedOn, span, won ? wanted.whole(2, 5) : 0, no === orders - 1 || wanted.chance(0.03) ? "service" : "goods");
    const order = { no, customer, placedOn, promisedOn: addDays(placedOn, wanted.of([7, 10, 14])), lines };
    if (!won) return order;
    const openedOn = workday(addDays(placedOn, -wanted.whole(7, 60)));
    const deal = dealOf(wanted, deals.length, customer, openedOn < span.first ? span.first : openedOn, placedOn, lines);
    deals.push(deal);
    return { ...order, deal };
  });
  const other = draw.apart("deals");
  for (let left = Math.round(orders * 0.15); left > 0; left -= 1) deals.push(lostDeal(other, deals.length, other.weighted(customers, weightOf), span));
  for (let left = Math.max(6, Math.round(orders * 0.06)); left > 0; left -= 1) {
    const customer = other.weighted(customers, weightOf);
    const openedOn = inside(workday(addDays(span.last, -other.whole(1, 75))), span);
    deals.push(dealOf(other, deals.length, customer, openedOn, addDays(span.last, other.whole(-10, 60)), drawLines(other, customer, openedOn, span, 2)));
  }
  return { deals, orders: all };
}
const weightOf = ({ weight }: { readonly weight: number }): number => weight;
const inside = (day: string, { first, last }: Span): string => (day < first ? first : day > last ? last : day);

/** Bicycles are bought in spring, and every year more of them. */
const busyness = (day: string, { first }: Span): number => {
  const month = monthOf(day);
  return ((seasons.spring[month] ?? 1) + (seasons.steady[month] ?? 1)) * (1 + 0.3 * (daysBetween(first, day) / 365));
};

function drawLines(
  draw: Draw,
  { weight, discountPercent }: Customer,
  day: string,
  { last }: Span,
  extraDiscount: number,
  kind: Product["kind"] = "goods",
): Line[] {
  const month = monthOf(day);
  const asked = ({ demand, season }: Product) => demand * (seasons[season][month] ?? 1);
  const chosen = draw.several(
    products.filter((product) => product.kind === kind),
    kind === "service" ? 1 : draw.weighted([1, 2, 3, 4, 5, 6], (count) => 7 - count),
    asked,
  );
  const before = daysBetween(day, last) > 365;
  return chosen.map((product, at) => ({
    lineNo: at + 1,
    product,
    quantity: Math.max(1, Math.round(product.lot * (0.4 + draw.fraction()) * Math.min(3, 0.6 + weight / 3))),
    unitPrice: before ? Math.round(product.price * PRICE_BEFORE) : product.price,
    discountPercent: product.kind === "service" ? 0 : discountPercent + extraDiscount,
  }));
}

function dealOf(draw: Draw, no: number, customer: Customer, openedOn: string, closeOn: string, lines: readonly Line[]): Deal {
  const season = draw.of(titles);
  return {
    no,
    customer,
    title: `${season} ${closeOn.slice(0, 4)}, ${customer.address.city}`,
    openedOn,
    expectedCloseOn: closeOn < openedOn ? openedOn : closeOn,
    source: draw.of(sources),
    owner: draw.of(owners),
    stage: draw.of(["qualifying", "proposing", "negotiating"]),
    competitors: draw.chance(0.4) ? draw.several(competitors, draw.whole(1, 2)) : [],
    lines,
  };
}

function lostDeal(draw: Draw, no: number, customer: Customer, span: Span): Deal {
  const openedOn = inside(workday(addDays(span.first, draw.whole(0, daysBetween(span.first, span.last) - 30))), span);
  const on = inside(workday(addDays(openedOn, draw.whole(5, 80))), span);
  const deal = dealOf(draw, no, customer, openedOn, on, drawLines(draw, customer, openedOn, span, 0));
  const [reason] = draw.weighted(reasons, ([, share]) => share);
  const competitor = reason === "competitor" || draw.chance(0.3) ? draw.of(competitors) : undefined;
  return { ...deal, lost: { on, reason, ...(competitor === undefined ? {} : { competitor }) } };
}
