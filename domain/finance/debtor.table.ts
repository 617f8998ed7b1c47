import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { CustomerId } from "../kernel/values.ts";

/** A customer as finance knows it: somebody whose money can be kept for them. No personal data: sales has that. */
export const Debtor = z.object({ version: z.int(), customerId: CustomerId });

export const Debtors = collection({ context: "finance", noun: "debtor", schema: Debtor, id: ({ customerId }) => customerId, indexes: {} });
