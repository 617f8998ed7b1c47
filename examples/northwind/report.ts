import type { Books } from "./books.ts";
import { exactNet, roundedCents, total, usd } from "./exact.ts";
import { skuOf } from "./map.ts";
import type { Northwind } from "./read.ts";

const row = (name: string, ...amounts: readonly string[]): string => `  ${name.padEnd(44)}${amounts.map((each) => each.padStart(16)).join("")}`;

/** The figures a reader of Northwind looks for, out of Weft's invoices and ledger. */
export function reportOf({ products, categories, orders }: Northwind, { invoices, trialBalance, salesByYear }: Books): string {
  const categoryOf = new Map(products.map(({ productID, categoryID }) => [skuOf(productID), categories.get(categoryID) ?? categoryID]));
  const lines = invoices.flatMap((invoice) => invoice.lines.map((line) => ({ ...line, issuedOn: invoice.issuedOn })));
  const figures = (name: string, of: typeof lines) =>
    row(name, usd(of.reduce((sum, line) => sum + line.net.minor, 0)), usd(roundedCents(total(of.map(exactNet)))));
  const byCategory = [...Map.groupBy(lines, ({ sku }) => categoryOf.get(sku) ?? sku)].sort(([a], [b]) => a.localeCompare(b));
  const freight = orders.reduce((sum, order) => sum + order.freight, 0);
  return [
    row("Revenue, USD", "as invoiced", "rounded once"),
    ...[...salesByYear.keys()].map((year) =>
      figures(
        year,
        lines.filter(({ issuedOn }) => issuedOn.startsWith(year)),
      ),
    ),
    figures("all years", lines),
    "",
    row("Revenue by category, USD", "as invoiced", "rounded once"),
    ...byCategory.map(([name, of]) => figures(name, of)),
    "",
    row("Trial balance, USD", "debit", "credit"),
    ...trialBalance.map(({ account, name, closing: { minor } }) => row(`${account} ${name}`, minor > 0 ? usd(minor) : "", minor < 0 ? usd(-minor) : "")),
    row(
      "",
      usd(trialBalance.reduce((sum, { closing }) => sum + Math.max(0, closing.minor), 0)),
      usd(trialBalance.reduce((sum, { closing }) => sum + Math.max(0, -closing.minor), 0)),
    ),
    "",
    `Not played: freight of ${usd(freight)}, which the revenue of the data does not contain.`,
  ].join("\n");
}
