import * as z from "zod";
import type { Client } from "../kit/client.ts";
import { readAbout, writeAbout, writeComplete } from "./about.ts";
import { planCompany, type Wish } from "./plan.ts";
import { type Progress, play } from "./play.ts";

/** Keys are remembered for 24 hours: what was begun before cannot go on without doing some of it twice. */
const MOST_HOURS = 23;

export type Filled = { readonly did: "filled"; readonly wish: Wish; readonly wentOn: boolean } | { readonly did: "nothing"; readonly because: string };

/** Fills an empty tenant with a company, or goes on with one that was begun. A tenant that has customers of its own is left as it is. */
export async function fill(client: Client, wish: Wish, now: () => Date, tell: (progress: Progress) => void): Promise<Filled> {
  const about = await readAbout(client);
  if (about?.complete === true) return { did: "nothing", because: `has a company already, until ${about.wish.lastDay}` };
  if (about === undefined && (await client.get("/sales/customers?limit=1", z.array(z.unknown()))).length > 0)
    return { did: "nothing", because: "has customers of its own" };
  if (about !== undefined && now().getTime() - Date.parse(about.begunAt) > MOST_HOURS * 3_600_000)
    return { did: "nothing", because: `has a company that was begun at ${about.begunAt} and never finished: that is too long ago to go on` };
  if (about === undefined) await writeAbout(client, wish, now().toISOString());
  const going = about?.wish ?? wish;
  await play(client, `company-${going.seed}-${going.orders}-${going.lastDay}`, planCompany(going), tell);
  await writeComplete(client);
  return { did: "filled", wish: going, wentOn: about !== undefined };
}
