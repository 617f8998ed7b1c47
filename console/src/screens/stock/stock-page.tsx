import { SimpleGrid, Text } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { text } from "../../contract/json.ts";
import { useNames } from "../../i18n/use-names.ts";
import { RowsTable } from "../../list/rows-table.tsx";
import { useRows } from "../../live/use-live.ts";
import { useResource } from "../../session/session-context.ts";
import { NotHere } from "../../shell/not-here.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { Empty, Failed, Loading } from "../../shell/states.tsx";
import { ThingLink } from "../thing-link.tsx";
import { ReceiveForm } from "./receive-form.tsx";
import { ShipPanel } from "./ship-panel.tsx";
import { shortagesFirst } from "./stock.ts";

const COLUMNS = ["sku", "name", "backOrdered", "available", "reserved", "onHand", "promisable", "unit"] as const;
/** Pages of a hundred: beyond, the list of all levels is the place. */
const PAGES = 10;

/** The warehouse's day: what is short, what came in, what can go out. */
export function StockPage() {
  const resource = useResource("inventory/stock-levels");
  const receive = useResource("inventory/receipts")?.create;
  const { t } = useTranslation();
  const { locale } = useNames();
  const { rows, complete, loading, error, again } = useRows("/inventory/stock-levels", {}, { pages: PAGES });
  const levels = useMemo(() => shortagesFirst(rows), [rows]);
  if (resource?.list === undefined) return <NotHere />;
  const short = levels.filter(({ backOrdered }) => Number(backOrdered) > 0).length;
  const count = (of: number) => `${new Intl.NumberFormat(locale).format(of)}${complete ? "" : "+"}`;
  return (
    <div className="page">
      <PageHead title={t("screen.stock")} />
      <SimpleGrid cols={{ base: 1, md: 2 }} mb="sm">
        {receive !== undefined && <ReceiveForm levels={levels} />}
        <ShipPanel />
      </SimpleGrid>
      {error !== null && <Failed problem={error} again={again} />}
      {loading && <Loading />}
      {!loading && error === null && rows.length === 0 && <Empty hint={t("list.none")} />}
      {rows.length > 0 && (
        <>
          <Text size="sm" c="dimmed" mb={6} role="status">
            {t("stock.count", { levels: count(levels.length), short: count(short) })}
          </Text>
          <RowsTable
            label={t("screen.stock")}
            rows={levels}
            columns={COLUMNS}
            schema={resource.list.answer ?? {}}
            complete={complete}
            first={(row, content) => (
              <ThingLink to="inventory/stock-levels" id={text(row.sku)}>
                {text(row.sku) || content}
              </ThingLink>
            )}
          />
        </>
      )}
    </div>
  );
}
