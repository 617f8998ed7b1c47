import { addDays, workday } from "./calendar.ts";
import { causesOf } from "./causes.ts";
import { type Customer, drawCustomers, MOST_CUSTOMERS } from "./customers.ts";
import { type Deal, drawDemand, type Order } from "./demand.ts";
import { Draw } from "./draw.ts";
import { drawPayments, type Payment } from "./payments.ts";
import { type Story, statusAtLast } from "./status.ts";
import { type Cancellation, type Loss, type Move, type Receipt, runWarehouse, type Shipment } from "./warehouse.ts";

export interface Entry {
  readonly on: string;
  readonly memo: string;
  readonly debit: string;
  readonly credit: string;
  /** Cents. */
  readonly minor: number;
}
/** One thing that somebody does on a day. Its key is the same in every plan of one seed and last day. */
export type Action = { readonly on: string; readonly key: string } & (
  | { readonly kind: "deal"; readonly deal: Deal }
  | { readonly kind: "lose"; readonly deal: Deal }
  | { readonly kind: "order"; readonly order: Order; readonly shortOf: readonly string[] }
  | { readonly kind: "receipt"; readonly receipt: Receipt }
  | { readonly kind: "loss"; readonly loss: Loss }
  | { readonly kind: "cancel"; readonly cancellation: Cancellation }
  | { readonly kind: "shipment"; readonly shipment: Shipment }
  | { readonly kind: "payment"; readonly payment: Payment }
  | { readonly kind: "entry"; readonly entry: Entry }
);
export interface Step {
  readonly action: Action;
  /** Steps, by their place in the plan, that must have come about before. */
  readonly after: readonly number[];
}
export interface Company {
  readonly customers: readonly Customer[];
  readonly steps: readonly Step[];
  /** What the status of each order is when all has come about. */
  readonly statuses: ReadonlyMap<Order, string>;
}
export interface Wish {
  readonly seed: number;
  /** The last business day; the story begins two years before. */
  readonly lastDay: string;
  readonly orders: number;
}

const DAYS = 730;
/** In which order things of one day happen. */
const inOneDay = ["entry", "deal", "receipt", "loss", "cancel", "order", "lose", "shipment", "payment"] as const satisfies Action["kind"][];

/** A bicycle maker's two years, all of it out of the seed and the last day. */
export function planCompany({ seed, lastDay, orders: count }: Wish): Company {
  const draw = new Draw(seed);
  const span = { first: workday(addDays(lastDay, -DAYS)), last: lastDay };
  const customers = drawCustomers(draw.apart("customers"), Math.min(MOST_CUSTOMERS, Math.max(8, Math.round(count / 9))));
  const { deals, orders } = drawDemand(draw.apart("demand"), customers, count, span);
  const { moves, waiting } = runWarehouse(draw.apart("warehouse"), orders, span);
  const shipments = Map.groupBy(
    moves.flatMap((move) => (move.kind === "shipment" ? [move.shipment] : [])),
    ({ order }) => order,
  );
  const cancelled = new Map(moves.flatMap((move) => (move.kind === "cancel" ? [[move.cancellation.order, move.cancellation]] : [])));
  const stories = orders.map((order): Story => {
    const sent = shipments.get(order) ?? [];
    const cancellation = cancelled.get(order);
    const allGone = order.lines.every(({ lineNo, product, quantity }) => product.kind === "service" || sentOf(sent, lineNo) === quantity);
    return { order, shipments: sent, allGone, waits: waiting.has(order), ...(cancellation === undefined ? {} : { cancellation }) };
  });
  const payments = drawPayments(draw.apart("payments"), stories, lastDay);
  const paid = Map.groupBy(payments, ({ order }) => order);
  const actions: Action[] = [
    ...deals.map((deal): Action => ({ kind: "deal", on: deal.openedOn, key: `deal-${deal.no}`, deal })),
    ...deals.flatMap((deal): Action[] => (deal.lost === undefined ? [] : [{ kind: "lose", on: deal.lost.on, key: `lose-${deal.no}`, deal }])),
    ...moves.map(actionOf),
    ...payments.map((payment, no): Action => ({ kind: "payment", on: payment.on, key: `payment-${no}`, payment })),
    ...entriesOf(
      moves.flatMap((move) => (move.kind === "receipt" ? [move.receipt] : [])),
      count,
      span,
    ).map((entry, no): Action => ({ kind: "entry", on: entry.on, key: `entry-${no}`, entry })),
  ];
  // Sorting is stable: what happened in the warehouse in one day keeps its order.
  const inOrder = actions.toSorted((a, b) => a.on.localeCompare(b.on) || inOneDay.indexOf(a.kind) - inOneDay.indexOf(b.kind));
  const causes = causesOf(inOrder);
  return {
    customers,
    steps: inOrder.map((action, at) => ({ action, after: causes[at] ?? [] })),
    statuses: new Map(stories.map((story) => [story.order, statusAtLast(story, paid.get(story.order) ?? [])])),
  };
}

const sentOf = (shipments: readonly Shipment[], lineNo: number): number =>
  shipments.flatMap(({ lines }) => lines).reduce((sum, line) => (line.lineNo === lineNo ? sum + line.quantity : sum), 0);

function actionOf(move: Move, no: number): Action {
  switch (move.kind) {
    case "order":
      return { ...move, on: move.order.placedOn, key: `order-${move.order.no}` };
    case "receipt":
      return { ...move, on: move.receipt.on, key: `receipt-${no}` };
    case "shipment":
      return { ...move, on: move.shipment.on, key: `shipment-${move.shipment.order.no}-${move.shipment.part}` };
    case "cancel":
      return { ...move, on: move.cancellation.on, key: `cancel-${move.cancellation.order.no}` };
    case "loss":
      return { ...move, on: move.loss.on, key: `loss-${no}` };
  }
}

/** What the owners put in, what suppliers are paid for the goods of the month before, and what wages and rent come to. */
function entriesOf(receipts: readonly Receipt[], orders: number, { first, last }: { readonly first: string; readonly last: string }): Entry[] {
  const valueOf = ({ lines }: Receipt) => lines.reduce((sum, { quantity, unitCost }) => sum + quantity * unitCost, 0);
  const monthly = orders * 9_000;
  const byMonth = Map.groupBy(receipts, ({ on }) => on.slice(0, 7));
  const capital = valueOf(receipts[0] ?? { on: first, reference: "", lines: [], serves: [] }) + 6 * monthly;
  const entries: Entry[] = [{ on: first, memo: "Capital of the owners", debit: "1000", credit: "3000", minor: capital }];
  for (const [month, ofMonth] of byMonth) {
    const on = workday(`${addDays(`${month}-28`, 15).slice(0, 7)}-10`);
    const minor = ofMonth.reduce((sum, receipt) => sum + valueOf(receipt), 0);
    if (on <= last) entries.push({ on, memo: `Suppliers paid for ${month}`, debit: "2000", credit: "1000", minor });
  }
  for (let on = workday(`${addDays(first, 31).slice(0, 7)}-01`); on <= last; on = workday(`${addDays(on, 31).slice(0, 7)}-01`))
    entries.push({ on, memo: "Wages and rent", debit: "6000", credit: "1000", minor: monthly });
  return entries;
}
