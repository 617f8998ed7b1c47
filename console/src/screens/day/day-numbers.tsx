import { Box, SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { text } from "../../contract/json.ts";
import { Amounts } from "../../format/amounts.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { useReport, useRows } from "../../live/use-live.ts";
import { useWork } from "../../session/session-context.ts";
import { AttentionPanel } from "./attention-panel.tsx";
import { Figure } from "./figure.tsx";
import { closingOf, INVENTORY_ACCOUNT, openOrders, owedOf } from "./day.ts";
import { Change } from "./change.tsx";
import { OwedFigure } from "./owed-figure.tsx";
import { PipelineFigure } from "./pipeline-figure.tsx";
import { trendsOf } from "./trends.ts";
import { TrendPanel } from "./trend-panel.tsx";

/** Who may read none of these has nothing to attend to here. */
const CONCERNS = ["platform/dead-letters", "inventory/reservations", "inventory/back-orders", "finance/invoices"];

/** What needs attention, and the day's numbers, each with the page that shows where it comes from. Every one stands on one bounded read; "+" says that there is more than was read. */
export function DayNumbers() {
  const { resources } = useWork();
  const reads = (name: string) => resources.some((resource) => resource.name === name && (resource.list ?? resource.report) !== undefined);
  return (
    <>
      {CONCERNS.some(reads) && (
        <Box mb="sm">
          <AttentionPanel />
        </Box>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="sm" mb="sm">
        {reads("sales/opportunities") && <PipelineFigure />}
        {reads("sales/orders") && <OrdersFigure />}
        {reads("inventory/stock-levels") && <ShortagesFigure />}
        {reads("finance/trial-balance") && <StockValueFigure />}
        {reads("finance/monthly-figures") && <CashInFigure />}
        {reads("finance/receivables") && <ReceivablesFigure />}
      </SimpleGrid>
      <Box mb="md">{reads("finance/monthly-figures") && <TrendPanel />}</Box>
    </>
  );
}

function OrdersFigure() {
  const { t } = useTranslation();
  const { rows, complete, loading, error } = useRows("/sales/orders", {}, { pages: 3 });
  const { locale } = useNames();
  const open = openOrders(rows);
  const short = open.filter(({ status }) => text(status) === "back-ordered").length;
  const count = (of: number) => `${new Intl.NumberFormat(locale).format(of)}${complete ? "" : "+"}`;
  return (
    <Figure
      title={t("day.openOrders")}
      to={{ to: "/records/$context/$collection", params: { context: "sales", collection: "orders" } }}
      loading={loading}
      error={error}
      value={count(open.length)}
    >
      {t("day.backOrdered", { orders: count(short) })}
    </Figure>
  );
}

function ShortagesFigure() {
  const { t } = useTranslation();
  const { rows, complete, loading, error } = useRows("/inventory/stock-levels");
  const { locale } = useNames();
  const short = rows.filter(({ backOrdered }) => Number(backOrdered) > 0);
  const value = `${new Intl.NumberFormat(locale).format(short.length)}${complete ? "" : "+"}`;
  return (
    <Figure title={t("day.shortages")} to={{ to: "/work/stock" }} loading={loading} error={error} value={value}>
      {short
        .slice(0, 3)
        .map(({ sku }) => text(sku))
        .join(", ")}
    </Figure>
  );
}

function StockValueFigure() {
  const { t } = useTranslation();
  const { data, error } = useReport("finance/trial-balance");
  return (
    <Figure
      title={t("day.stockValue")}
      to={{ to: "/work/finance", search: { tab: "journal-entries", account: INVENTORY_ACCOUNT } }}
      loading={data === undefined && error === null}
      error={error}
      value={<Amounts of={closingOf(data, INVENTORY_ACCOUNT)} />}
    >
      {t("day.asBooked")} <Change of="stockValue" />
    </Figure>
  );
}

function CashInFigure() {
  const { t } = useTranslation();
  const { data, error } = useReport("finance/monthly-figures");
  const trends = trendsOf(data);
  const of = (back: number) => trends.flatMap(({ months }) => months.at(back)?.of.cashIn ?? []);
  return (
    <Figure
      title={t("day.cashIn")}
      to={{ to: "/work/finance", search: { tab: "payments" } }}
      loading={data === undefined && error === null}
      error={error}
      value={<Amounts of={of(-1)} />}
    >
      {t("day.lastMonth")} <Amounts of={of(-2)} />
    </Figure>
  );
}

function ReceivablesFigure() {
  const { t } = useTranslation();
  const { data, error } = useReport("finance/receivables");
  const owed = owedOf(data);
  return (
    <Figure
      title={t("day.owed")}
      to={{ to: "/work/finance", search: { tab: "receivables" } }}
      loading={data === undefined && error === null}
      error={error}
      value={<Amounts of={owed.map(({ total }) => total)} />}
    >
      <Change of="receivables" />
      {owed.map((one) => (
        <OwedFigure key={one.total.currency} owed={one} />
      ))}
    </Figure>
  );
}
