import { SegmentedControl, Table, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Chart } from "../../chart/chart.tsx";
import { decimalsOf, showMoney } from "../../format/money.ts";
import { useNames } from "../../i18n/use-names.ts";
import { useReport } from "../../live/use-live.ts";
import { Panel } from "../panel.tsx";
import { FIGURES, STANDINGS, type Trend, trendsOf } from "./trends.ts";

/** How the company does, month by month, as its books say: a picture, and the same as a table. */
export function TrendPanel() {
  const { t } = useTranslation();
  const report = useReport("finance/monthly-figures");
  const trends = useMemo(() => trendsOf(report.data), [report.data]);
  const [chosen, choose] = useState("");
  const trend = trends.find(({ currency }) => currency === chosen) ?? trends[0];
  const read = { loading: report.data === undefined && report.error === null, error: report.error, again: () => void report.refetch(), complete: true };
  return (
    <Panel title={t("day.trends")} read={read} count={trends.length} counted={false}>
      {trends.length > 1 && (
        <SegmentedControl
          size="xs"
          mb="xs"
          aria-label={t("day.currency")}
          value={trend?.currency ?? ""}
          data={trends.map(({ currency }) => currency)}
          onChange={choose}
        />
      )}
      {trend !== undefined && <Months trend={trend} />}
    </Panel>
  );
}

function Months({ trend: { currency, months } }: { readonly trend: Trend }) {
  const { t } = useTranslation();
  const { of, locale } = useNames();
  const picture = useMemo(() => {
    const scale = 10 ** decimalsOf(currency);
    const compact = new Intl.NumberFormat(locale, { notation: "compact" });
    const month = new Intl.DateTimeFormat(locale, { month: "short", year: "2-digit", timeZone: "UTC" });
    return {
      labels: months.map(({ period }) => month.format(new Date(`${period}-01T00:00:00Z`))),
      series: FIGURES.map((name) => ({
        name: of("field", name),
        kind: name === "revenue" ? ("bar" as const) : ("line" as const),
        values: months.map((each) => each.of[name].minor / scale),
      })),
      show: (value: number) => showMoney({ minor: Math.round(value * scale), currency }, locale),
      short: (value: number) => compact.format(value),
    };
  }, [currency, months, locale, of]);
  const shown = [...FIGURES, ...STANDINGS];
  return (
    <>
      <Chart {...picture} />
      <details>
        <summary>
          <Text span size="sm">
            {t("day.asTable")}
          </Text>
        </summary>
        <div className="scroll-x" tabIndex={0} role="group" aria-label={t("day.trends")}>
          <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{of("field", "period")}</Table.Th>
                {shown.map((name) => (
                  <Table.Th key={name} className="number">
                    {of("field", name)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {months.toReversed().map(({ period, of: amounts }) => (
                <Table.Tr key={period}>
                  <Table.Th scope="row">{period}</Table.Th>
                  {shown.map((name) => (
                    <Table.Td key={name} className="number">
                      {showMoney(amounts[name], locale)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </details>
    </>
  );
}
