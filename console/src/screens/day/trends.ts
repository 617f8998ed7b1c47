import { asMoney, list, type Money, record, text } from "../../contract/json.ts";

type Row = Readonly<Record<string, unknown>>;

export const FIGURES = ["revenue", "grossProfit", "cashIn"] as const;
export const STANDINGS = ["receivables", "stockValue"] as const;
export type FigureName = (typeof FIGURES)[number] | (typeof STANDINGS)[number];

export interface Month {
  readonly period: string;
  readonly of: Readonly<Record<FigureName, Money>>;
}
/** The months of one currency, oldest first. */
export interface Trend {
  readonly currency: string;
  readonly months: readonly Month[];
}

/** The report's months, by currency; the currency with the most revenue first. */
export function trendsOf(report: Row | undefined): Trend[] {
  const months = list(report?.months).map(record);
  const byCurrency = Map.groupBy(months, ({ revenue }) => asMoney(revenue)?.currency ?? "");
  const sum = ({ months: all }: Trend) => all.reduce((total, { of }) => total + of.revenue.minor, 0);
  return [...byCurrency]
    .map(([currency, rows]) => ({ currency, months: rows.map((row) => ({ period: text(row.period), of: amounts(row, currency) })) }))
    .sort((one, other) => sum(other) - sum(one));
}

function amounts(row: Row, currency: string): Month["of"] {
  const money = (name: FigureName): Money => asMoney(row[name]) ?? { minor: 0, currency };
  return {
    revenue: money("revenue"),
    grossProfit: money("grossProfit"),
    cashIn: money("cashIn"),
    receivables: money("receivables"),
    stockValue: money("stockValue"),
  };
}

/** What changed since the end of the month before the last, where there was something to compare with: 0.05 for five per cent more. */
export function changeOf({ months }: Trend, name: FigureName): number | undefined {
  const [before, now] = [months.at(-2)?.of[name].minor, months.at(-1)?.of[name].minor];
  return before === undefined || now === undefined || before <= 0 ? undefined : now / before - 1;
}
