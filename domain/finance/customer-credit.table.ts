import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Currency } from "../kernel/money.ts";
import { CompanyCode, CustomerId } from "../kernel/values.ts";

/** What a company owes a customer back: paid over, or credited after it was paid. In minor units, never below 0; all of them together are account 2200. */
export const CustomerCredit = z.object({ version: z.int(), company: CompanyCode, customerId: CustomerId, currency: Currency, minor: z.int() });
export type CustomerCredit = z.infer<typeof CustomerCredit>;

export const CustomerCredits = collection({
  context: "finance",
  noun: "customer-credit",
  schema: CustomerCredit,
  id: (credit) => creditId(credit),
  sort: ({ currency }) => currency,
  indexes: {},
});

/** A customer's credits stand together, one for each currency: all of them are one range. */
export const creditId = ({ company, customerId }: Pick<CustomerCredit, "company" | "customerId">): string => `${company}#${customerId}`;
export const creditKey = (credit: Pick<CustomerCredit, "company" | "customerId" | "currency">) => ({ id: creditId(credit), sort: credit.currency });
