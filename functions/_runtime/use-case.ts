import type { Context } from "aws-lambda";
import * as z from "zod";
import type { Refusals } from "../../domain/kernel/decision.ts";
import type { EventContract } from "../../domain/kernel/event.ts";
import type { Instant } from "../../domain/kernel/values.ts";
import type { CommandDefinition, MachineryDefinition, PublicPageDefinition, QueryDefinition, ReactionDefinition, ScheduleDefinition } from "./definition.ts";
import { httpHandler } from "./http-handler.ts";
import { listing } from "./http-list.ts";
import { observed } from "./observed.ts";
import { pageHandler } from "./page-handler.ts";
import { queueHandler } from "./queue-handler.ts";
import type { Page, ReadStore } from "./store.ts";
import { timerHandler } from "./timer-handler.ts";

export const command = <Input extends z.ZodObject, Output extends z.ZodType, const Events extends readonly EventContract[], const Codes extends Refusals>(
  definition: CommandDefinition<Input, Output, Events, Codes>,
) => ({ kind: "command" as const, ...definition, handler: httpHandler({ kind: "command", ...definition }) });

export const query = <Input extends z.ZodObject, Output extends z.ZodType>(
  definition: Omit<QueryDefinition<Input, Output>, "answers" | "refuses" | "columns" | "title"> & {
    readonly refuses?: Refusals;
    readonly title?: keyof z.output<Output> & string;
  },
) => {
  const whole = { kind: "query" as const, answers: "one" as const, refuses: {}, ...definition };
  return { ...whole, handler: httpHandler(whole) };
};

/** The parameters every list takes beside its own: `input: z.strictObject({ ...paging, customerId: CustomerId })`. */
export const paging = {
  limit: z
    .int()
    .min(1)
    .max(100)
    .default(25)
    .meta({ description: "Things on a page, at most 100; in an export (CSV, JSON Lines) at most 1000, which is also its default" }),
  cursor: z.string().max(1024).optional().meta({ description: "`next` of the page before" }),
};

/** A list. `item` is one row; `run` answers a page. */
export const list = <Input extends z.ZodObject, Item extends z.ZodType>(
  definition: Omit<QueryDefinition<Input, z.ZodType>, "answers" | "refuses" | "output" | "run" | "title" | "columns"> & {
    readonly item: Item;
    readonly columns: readonly (keyof z.output<Item> & string)[];
    readonly refuses?: Refusals;
    run(input: z.output<Input>, setting: { readonly store: ReadStore; readonly now: Instant }): Promise<Page<z.input<Item>>>;
  },
) => {
  const { item, ...rest } = definition;
  const whole = {
    kind: "query" as const,
    answers: "page" as const,
    refuses: {},
    ...rest,
    output: z.object({ items: z.array(item), next: z.string().optional() }),
  };
  return { ...whole, handler: httpHandler(whole, listing(item)) };
};

export const reaction = <On extends EventContract, const Events extends readonly EventContract[]>(definition: ReactionDefinition<On, Events>) => ({
  kind: "reaction" as const,
  ...definition,
  handler: queueHandler({ kind: "reaction", ...definition }),
});

export const schedule = <const Events extends readonly EventContract[]>(definition: ScheduleDefinition<Events>) => ({
  kind: "schedule" as const,
  ...definition,
  handler: timerHandler({ kind: "schedule", ...definition }),
});

export const page = (definition: PublicPageDefinition) => ({ kind: "page" as const, ...definition, handler: pageHandler(definition) });

export const machinery = <Event, Result>(definition: MachineryDefinition, handler: (event: Event, context: Context) => Promise<Result>) => ({
  kind: "machinery" as const,
  ...definition,
  handler: observed<Event, Result>(handler),
});
