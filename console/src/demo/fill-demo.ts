import * as z from "zod";
import { fill } from "../../../examples/company/fill.ts";
import type { Progress } from "../../../examples/company/play.ts";
import { Client } from "../../../examples/kit/client.ts";
import type { ApiClient } from "../contract/api-client.ts";

// Schemas are not compiled here: the page's content security policy lets no text become code.
z.config({ jitless: true });

/** What a company is made of: the same every time, but for the day it ends on. */
const [SEED, ORDERS] = [7, 300];

/**
 * Fills the tenant of whoever is signed in with a made-up company, from this page, through the API like anybody. One that was begun and cut off goes on.
 * Answers whether there is a company now that was not complete before.
 */
export async function fillDemo(api: ApiClient, tell: (progress: Progress) => void): Promise<boolean> {
  const lastDay = new Date().toISOString().slice(0, 10);
  const client = new Client(api.url, (request) => api.send(request));
  const { did } = await fill(client, { seed: SEED, orders: ORDERS, lastDay }, () => new Date(), tell);
  return did === "filled";
}
