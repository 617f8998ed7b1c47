import * as z from "zod";
import { Currency } from "../kernel/money.ts";

/** A sum over many documents: as exact as an amount of one, but not bound to what one document may carry. */
export const Balance = z
  .object({ minor: z.int(), currency: Currency })
  .meta({ description: "Whole minor units and ISO 4217 code", example: { minor: 12990, currency: "EUR" } });
export type Balance = z.infer<typeof Balance>;
