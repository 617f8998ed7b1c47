import * as z from "zod";

/** Where an account stands: what is owned, owed, left to the owners, earned or spent. Assets and expenses grow by debits, the others by credits. */
const AccountType = z.enum(["asset", "liability", "equity", "income", "expense"]);

export const AccountCode = z
  .enum(["1000", "1100", "1200", "1900", "2000", "2100", "2200", "3000", "3900", "4000", "5000", "5100", "6000"])
  .meta({ description: "Account of the chart", example: "1100" });
export type AccountCode = z.infer<typeof AccountCode>;

/** The side an account grows on: a balance on the other side is worth a look. */
const NormalSide = z.enum(["debit", "credit"]);

/** `control`: only documents post here, so that the account always equals the sum of what it controls (open invoices, stock, customer credits). */
export const Account = z.object({ code: AccountCode, name: z.string(), type: AccountType, normalSide: NormalSide, control: z.boolean() });
export type Account = z.infer<typeof Account>;

const account = (code: AccountCode, name: string, type: Account["type"], control = false): Account => ({
  code,
  name,
  type,
  normalSide: type === "asset" || type === "expense" ? "debit" : "credit",
  control,
});

/** The chart of accounts, the same for every company, in order of code. */
export const chart: readonly Account[] = [
  account("1000", "Bank", "asset"),
  account("1100", "Trade receivables", "asset", true),
  account("1200", "Inventory", "asset", true),
  account("1900", "Clearing", "asset"),
  account("2000", "Goods received not invoiced", "liability"),
  account("2100", "Tax payable", "liability"),
  account("2200", "Customer credits", "liability", true),
  account("3000", "Equity", "equity"),
  account("3900", "Opening balances", "equity"),
  account("4000", "Revenue", "income"),
  account("5000", "Cost of sales", "expense"),
  account("5100", "Inventory differences", "expense"),
  account("6000", "Operating expenses", "expense"),
];

/** What opening balances are balanced against: once all of them are there, it holds what the owners had put in and earned. */
export const openingBalanceEquity = "3900" satisfies AccountCode;

export const accountOf = (code: string): Account | undefined => chart.find((each) => each.code === code);
