import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import type { Shop } from "./shop.ts";
import type { System } from "./system.ts";

const Won = z.looseObject({ id: z.string() });
const Order = z.looseObject({ status: z.string(), billing: z.string() });

/** How long one main job took, in milliseconds since the request was sent. */
export interface Job {
  readonly orderId: string;
  /** Until the answer of the win was here. */
  readonly answeredMs: number;
  /** Until the invoice was posted and the stock reserved: both transactions had taken effect. */
  readonly doneMs: number;
}

/** Waits for facts by story; the facts are those a three-line order with enough stock brings about. */
export function jobs(system: System) {
  const waiting = new Map<string, { readonly left: Set<string>; readonly done: (at: number) => void }>();
  const stop = system.onFact(({ name, correlationId, at }) => {
    const story = waiting.get(correlationId);
    if (story === undefined || !story.left.delete(name) || story.left.size > 0) return;
    waiting.delete(correlationId);
    story.done(at);
  });
  return {
    stop,
    /** Wins an opportunity and sees, from inside, when everything followed. */
    async win(shop: Shop, opportunityId: string, limitMs = 60_000): Promise<Job> {
      const story = crypto.randomUUID();
      const begun = performance.now();
      const done = new Promise<number>((resolve) => waiting.set(story, { left: new Set(["StockReserved", "InvoiceIssued"]), done: resolve }));
      const { id } = Won.parse(await shop.call.data("POST", `/sales/opportunities/${opportunityId}/win`, {}, { "x-correlation-id": story }));
      const answeredMs = performance.now() - begun;
      const at = await Promise.race([done, sleep(limitMs, undefined, { ref: false })]);
      if (at === undefined) throw new Error(`order ${id} was not reserved and invoiced within ${limitMs} ms`);
      return { orderId: id, answeredMs, doneMs: at - begun };
    },
  };
}

/** The same as a client sees it: asks for the order every `everyMs` until it says that it is reserved and invoiced. */
export async function winAndPoll(shop: Shop, opportunityId: string, everyMs = 5): Promise<number> {
  const begun = performance.now();
  const { id } = Won.parse(await shop.call.data("POST", `/sales/opportunities/${opportunityId}/win`, {}));
  for (;;) {
    const order = Order.parse(await shop.call.data("GET", `/sales/orders/${id}`));
    if (order.status === "reserved" && order.billing === "invoiced") return performance.now() - begun;
    if (performance.now() - begun > 60_000) throw new Error(`order ${id} is ${order.status} and ${order.billing} after a minute`);
    await sleep(everyMs);
  }
}
