import * as z from "zod";
import type { Client } from "../kit/client.ts";
import type { Wish } from "./plan.ts";

/** The product that says, in the tenant itself, that all there is made up, and out of what: so a play that was cut off can go on, from anywhere. */
const SKU = "DEMO-COMPANY";
const Markers = z.array(z.object({ sku: z.string(), description: z.string().optional(), status: z.enum(["active", "discontinued"]) }));
const SAYS = /seed (\d+), (\d+) orders until (\d{4}-\d\d-\d\d), begun (\S+Z)/;

export interface About {
  readonly wish: Wish;
  readonly begunAt: string;
  readonly complete: boolean;
}

/** What the tenant says of itself, if it says anything. */
export async function readAbout(client: Client): Promise<About | undefined> {
  // Looked for, not asked for by its name: that it is not there is no error.
  const marker = (await client.get(`/catalog/products?sku=${SKU}&limit=1`, Markers)).find(({ sku }) => sku === SKU);
  if (marker === undefined) return undefined;
  const [, seed, orders, lastDay = "", begunAt = ""] = SAYS.exec(marker.description ?? "") ?? [];
  if (begunAt === "") throw new Error(`The product ${SKU} does not say what this company was made of: name another tenant.`);
  return { wish: { seed: Number(seed), orders: Number(orders), lastDay }, begunAt, complete: marker.status === "discontinued" };
}

export async function writeAbout(client: Client, { seed, orders, lastDay }: Wish, begunAt: string): Promise<void> {
  const description = `Everything here is made up: seed ${seed}, ${orders} orders until ${lastDay}, begun ${begunAt}`;
  const product = { sku: SKU, name: "About this company", description, kind: "service", unit: "company", taxCode: "O" };
  await client.post("/catalog/products", `demo-company-${begunAt}`, product, z.unknown());
}

/** Whoever asks again is told that nothing is left to do; and nobody can sell it. */
export const writeComplete = (client: Client): Promise<void> => client.patch(`/catalog/products/${SKU}`, { status: "discontinued" });
