import { giveUp } from "./give-up.ts";
import type { Caller } from "./http.ts";
import type { System } from "./system.ts";

export const eur = (minor: number) => ({ minor, currency: "EUR" });

/** What is sold in every measurement: three goods, as in the main job. */
export const SKUS = ["FRAME", "WHEEL", "BELL"] as const;
export const LINES = SKUS.map((sku, index) => ({ sku, quantity: index + 1 }));
/** Enough for every order of a measurement. */
const PLENTY = 1_000_000;

export interface Shop {
  readonly tenant: string;
  readonly call: Caller;
  readonly customerId: string;
  /** Leaves a dead letter behind and answers its id. */
  readonly giveUp: () => Promise<string>;
}

/** A tenant with a customer, three products and stock, made through the API. `onHand` is per product. */
export async function openShop(system: System, tenant: string, onHand: number = PLENTY): Promise<Shop> {
  const call = await system.as(tenant);
  const customerId = await call.made("/sales/customers", { name: "Ada's Bikes", currency: "EUR" });
  for (const sku of SKUS) await call.data("POST", "/catalog/products", { sku, name: `A ${sku}`, kind: "goods", listPrice: eur(10_000), taxCode: "S19" });
  await system.runtime.idle();
  await call.data("POST", "/inventory/receipts", { lines: SKUS.map((sku) => ({ sku, quantity: onHand, unitCost: eur(4_000) })) });
  await system.runtime.idle();
  return { tenant, call, customerId, giveUp: () => giveUp(system.runtime, call, tenant) };
}

/** An open opportunity over three lines; answers its id. */
export const openDeal = ({ call, customerId }: Shop): Promise<string> =>
  call.made("/sales/opportunities", { customerId, title: "Spring season", lines: LINES });
