import * as z from "zod";
import { readBooks } from "./books.ts";
import { checksOf } from "./checks.ts";
import type { Check } from "../kit/check.ts";
import { Client, withToken } from "../kit/client.ts";
import { daysOf } from "./plan.ts";
import { play } from "./play.ts";
import type { Northwind } from "./read.ts";
import { reportOf } from "./report.ts";

const customers = z.array(z.unknown());

export interface Replayed {
  readonly report: string;
  readonly checks: readonly Check[];
  readonly seconds: number;
  readonly requests: number;
}

/** Plays the data into the Weft at an address, reads everything back and checks it. The tenant must be a fresh one. */
export async function replay(northwind: Northwind, url: string, token: string, tell: (line: string) => void = () => {}): Promise<Replayed> {
  const client = new Client(url, withToken(token));
  if ((await client.get("/sales/customers?limit=1", customers)).length > 0)
    throw new Error("This tenant has customers already: name another one with --tenant.");
  const begun = performance.now();
  let month = "";
  let done = 0;
  const sayMonth = () => tell(`  ${month}: ${done} orders so far, ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  const played = await play(client, northwind, ({ date, won }) => {
    if (month !== "" && date.slice(0, 7) !== month) sayMonth();
    month = date.slice(0, 7);
    done += won.length;
  });
  sayMonth();
  const seconds = (performance.now() - begun) / 1000;
  const { requests } = client;
  const unshipped = northwind.orders.flatMap(({ orderID, shippedDate }) => (shippedDate === undefined ? [played.orders.get(orderID) ?? ""] : []));
  const books = await readBooks(client, daysOf(northwind.orders).at(-1)?.date ?? "", unshipped);
  return { report: reportOf(northwind, books), checks: checksOf(northwind, played, books), seconds, requests };
}
