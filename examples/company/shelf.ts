import type { Order } from "./demand.ts";

interface Standing {
  readonly lineNo: number;
  readonly sku: string;
  reserved: number;
  waiting: number;
  shipped: number;
}

/** What is there, what is set aside and who waits: the rules of the inventory context in short, so that a plan knows what will be possible. */
export class Shelf {
  readonly #available = new Map<string, number>();
  readonly #orders = new Map<Order, Standing[]>();
  readonly #cancelled = new Set<Order>();

  available(sku: string): number {
    return this.#available.get(sku) ?? 0;
  }
  waitedFor(sku: string): number {
    return this.#waiting(sku).reduce((sum, { waiting }) => sum + waiting, 0);
  }
  waits(order: Order): boolean {
    return this.#of(order).some(({ waiting }) => waiting > 0);
  }

  /** Goods come in; answers the orders that got some of them. */
  takeIn(lines: readonly { readonly sku: string; readonly quantity: number }[]): Order[] {
    const served = new Set<Order>();
    for (const { sku, quantity } of lines) {
      let free = this.available(sku) + quantity;
      for (const [order, standings] of this.#orders)
        for (const line of standings)
          if (line.sku === sku && line.waiting > 0) {
            if (line.waiting > free) throw new RangeError(`${sku}: less comes in than is waited for`);
            free -= line.waiting;
            line.reserved += line.waiting;
            line.waiting = 0;
            served.add(order);
          }
      this.#available.set(sku, free);
    }
    return [...served];
  }

  /** Sets aside what there is; answers what was short. */
  setAside(order: Order): string[] {
    const standings = order.lines.flatMap(({ lineNo, product: { kind, sku }, quantity }): Standing[] => {
      if (kind === "service") return [];
      const reserved = Math.min(quantity, this.available(sku));
      this.#available.set(sku, this.available(sku) - reserved);
      return [{ lineNo, sku, reserved, waiting: quantity - reserved, shipped: 0 }];
    });
    this.#orders.set(order, standings);
    return standings.flatMap(({ sku, waiting }) => (waiting > 0 ? [sku] : []));
  }

  /** All that is set aside for an order leaves; answers its lines. */
  takeOut(order: Order): { lineNo: number; quantity: number }[] {
    if (this.#cancelled.has(order)) return [];
    return this.#of(order).flatMap((line) => {
      const { lineNo, reserved } = line;
      line.shipped += reserved;
      line.reserved = 0;
      return reserved === 0 ? [] : [{ lineNo, quantity: reserved }];
    });
  }

  /** Something must be left to cancel, and nobody else may wait for what becomes free: who would get it is for the system to say, not for a plan. */
  mayCancel(order: Order): boolean {
    const lines = this.#of(order);
    const wanted = lines.filter(({ reserved, waiting }) => reserved + waiting > 0);
    const others = ({ sku }: Standing) => this.#waiting(sku).some((line) => !lines.includes(line));
    return !this.#cancelled.has(order) && wanted.length > 0 && !wanted.some((line) => line.reserved > 0 && others(line));
  }

  cancel(order: Order): void {
    this.#cancelled.add(order);
    for (const line of this.#of(order)) {
      this.#available.set(line.sku, this.available(line.sku) + line.reserved);
      line.reserved = 0;
      line.waiting = 0;
    }
  }

  lose(sku: string, quantity: number): void {
    this.#available.set(sku, this.available(sku) - quantity);
  }

  #of(order: Order): Standing[] {
    return this.#orders.get(order) ?? [];
  }
  #waiting(sku: string): Standing[] {
    return [...this.#orders.values()].flat().filter((line) => line.sku === sku && line.waiting > 0);
  }
}
