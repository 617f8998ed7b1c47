/** What the data does not say and the replay has to decide. Each rule is explained in README.md. */
export const rules = {
  /** Northwind names no currency; the sample company keeps its books in US dollars. */
  currency: "USD",
  /** Northwind knows no taxes: outside the scope of VAT. */
  taxCode: "O",
  /** What a product costs to buy, in percent of its list price. */
  costPercent: 60,
  /** When the stock of the beginning is received: before the first order. */
  openingOn: "1996-07-01",
  /** Customers pay this many days after the invoice, though never before the goods have left. */
  paymentTermDays: 30,
} as const;

/** What the complete data comes to, in USD: the gross value of all order lines, and net of their discounts, summed exactly and rounded once. */
export const known = { orders: 830, gross: "1354458.59", net: "1265793.04" } as const;

/** Countries as the data spells them, by ISO 3166-1. */
export const countries: ReadonlyMap<string, string> = new Map([
  ["Argentina", "AR"],
  ["Austria", "AT"],
  ["Belgium", "BE"],
  ["Brazil", "BR"],
  ["Canada", "CA"],
  ["Denmark", "DK"],
  ["Finland", "FI"],
  ["France", "FR"],
  ["Germany", "DE"],
  ["Ireland", "IE"],
  ["Italy", "IT"],
  ["Mexico", "MX"],
  ["Norway", "NO"],
  ["Poland", "PL"],
  ["Portugal", "PT"],
  ["Spain", "ES"],
  ["Sweden", "SE"],
  ["Switzerland", "CH"],
  ["UK", "GB"],
  ["USA", "US"],
  ["Venezuela", "VE"],
]);
