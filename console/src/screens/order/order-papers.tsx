import { SimpleGrid, Table } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { asMoney, list, record, text } from "../../contract/json.ts";
import { Amounts } from "../../format/amounts.tsx";
import { Day } from "../../format/day.tsx";
import { State } from "../../format/state.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { type Row, type Rows, useRows } from "../../live/use-live.ts";
import { useResource } from "../../session/session-context.ts";
import { sums } from "../board/board.ts";
import { Panel } from "../panel.tsx";
import { ThingLink } from "../thing-link.tsx";

/** What was made out for an order: its invoices and its shipments, as far as this person may see them. */
export function OrderPapers({ id }: { readonly id: string }) {
  const { of, locale } = useNames();
  const { t } = useTranslation();
  const invoices = useRows("/finance/invoices", { orderId: id });
  const shipments = useRows("/inventory/shipments", { orderId: id });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} mt="sm">
      {useResource("finance/invoices")?.list !== undefined && (
        <Papers title={of("collection", "invoices")} read={invoices} heads={["number", "status", "dueOn", "total", "open"]} key="invoices">
          {(row) => [
            <ThingLink key="number" to="finance/invoices" id={text(row.id)}>
              {text(row.number)}
            </ThingLink>,
            <State key="status" field="status" value={text(row.status)} />,
            <Day key="dueOn" of={text(row.dueOn)} />,
            <Amounts key="total" of={sums([asMoney(row.total)])} />,
            <Amounts key="open" of={sums([asMoney(row.open)])} />,
          ]}
        </Papers>
      )}
      {useResource("inventory/shipments")?.list !== undefined && (
        <Papers title={of("collection", "shipments")} read={shipments} heads={["shippedOn", "lines", "carrier", "trackingNumber"]} key="shipments">
          {(row) => [
            <Day key="shippedOn" of={text(row.shippedOn) || text(row.dispatchedAt).slice(0, 10)} />,
            list(row.lines)
              .map(record)
              .map(({ sku, quantity }) => t("order.pieces", { sku: text(sku), quantity: number.format(Number(quantity)) }))
              .join(", "),
            text(row.carrier),
            text(row.trackingNumber),
          ]}
        </Papers>
      )}
    </SimpleGrid>
  );
}

const AMOUNTS = new Set(["total", "open"]);

function Papers({
  title,
  read,
  heads,
  children,
}: {
  readonly title: string;
  readonly read: Rows;
  readonly heads: readonly string[];
  readonly children: (row: Row) => readonly ReactNode[];
}) {
  const { of } = useNames();
  return (
    <Panel title={title} read={read} count={read.rows.length}>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={title}>
        <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              {heads.map((name) => (
                <Table.Th key={name} className={AMOUNTS.has(name) ? "number" : ""}>
                  {of("field", name)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {read.rows.map((row) => (
              <Table.Tr key={text(row.id)}>
                {children(row).map((cell, index) => (
                  <Table.Td key={heads[index]} className={AMOUNTS.has(heads[index] ?? "") ? "number" : ""}>
                    {cell}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Panel>
  );
}
