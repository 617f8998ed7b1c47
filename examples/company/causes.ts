import type { Order } from "./demand.ts";
import type { Action } from "./plan.ts";

/**
 * What each action must wait for, by place in the plan. Beyond the plain story of an order (deal, order, shipments, cancel, payments) it is the stock of a product:
 * orders that find all they want there and shipments may come in any order among themselves; a receipt, a loss, a cancel, and an order that falls short may not,
 * or somebody else would be short.
 */
export function causesOf(actions: readonly Action[]): number[][] {
  const stock = new Map<string, { alone: number | undefined; together: number[] }>();
  const deals = new Map<number, number>();
  const orders = new Map<Order, number[]>();
  const shipments = new Map<string, number>();
  const stockOf = (sku: string) => {
    const known = stock.get(sku) ?? { alone: undefined, together: [] };
    stock.set(sku, known);
    return known;
  };
  const together = (sku: string, at: number): number[] => {
    const known = stockOf(sku);
    known.together.push(at);
    return known.alone === undefined ? [] : [known.alone];
  };
  const alone = (sku: string, at: number): number[] => {
    const { alone: before, together: since } = stockOf(sku);
    stock.set(sku, { alone: at, together: [] });
    return before === undefined ? since : [...since, before];
  };
  const goodsOf = (order: Order) => order.lines.flatMap(({ product }) => (product.kind === "goods" ? [product.sku] : []));
  const next = (order: Order, at: number): number[] => {
    const before = orders.get(order) ?? [];
    orders.set(order, [...before, at]);
    return before;
  };

  const causes = (action: Action, at: number): number[] => {
    switch (action.kind) {
      case "deal":
        deals.set(action.deal.no, at);
        return [];
      case "lose":
        return [deals.get(action.deal.no)].filter((each) => each !== undefined);
      case "order": {
        const { order, shortOf } = action;
        const deal = order.deal === undefined ? undefined : deals.get(order.deal.no);
        const goods = goodsOf(order).flatMap((sku) => (shortOf.includes(sku) ? alone(sku, at) : together(sku, at)));
        return [...next(order, at), ...goods, ...(deal === undefined ? [] : [deal])];
      }
      case "receipt":
        return [...action.receipt.serves.flatMap((order) => next(order, at)), ...action.receipt.lines.flatMap(({ sku }) => alone(sku, at))];
      case "loss":
        return alone(action.loss.sku, at);
      case "cancel":
        return [...next(action.cancellation.order, at), ...goodsOf(action.cancellation.order).flatMap((sku) => alone(sku, at))];
      case "shipment": {
        const { order, part } = action.shipment;
        shipments.set(`${order.no}/${part}`, at);
        return [...next(order, at), ...goodsOf(order).flatMap((sku) => together(sku, at))];
      }
      case "payment": {
        const { order, shipment } = action.payment;
        const billed = shipment === undefined ? undefined : shipments.get(`${order.no}/${shipment.part}`);
        return billed === undefined ? next(order, at) : [...(orders.get(order) ?? []).slice(0, 1), billed];
      }
      case "entry":
        return [];
    }
  };
  return actions.map((action, at) => [...new Set(causes(action, at))]);
}
