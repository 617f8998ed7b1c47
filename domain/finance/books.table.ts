import * as z from "zod";
import { collection } from "../kernel/collection.ts";

/** A tenant that has books: whom the nightly reports are made for. Belongs to no tenant, so that a timer can find all of them. */
export const SetOfBooks = z.object({ version: z.int(), tenant: z.string() });

export const Books = collection<z.infer<typeof SetOfBooks>, "all">({
  context: "finance",
  noun: "books",
  owner: "system",
  schema: SetOfBooks,
  id: ({ tenant }) => tenant,
  indexes: { all: { slot: "gsi1", key: ({ tenant }) => ({ partition: ["all"], sort: [tenant] }) } },
});
