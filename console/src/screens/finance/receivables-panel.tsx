import { Anchor, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asMoney, list, record, text } from "../../contract/json.ts";
import { Day } from "../../format/day.tsx";
import { showMoney } from "../../format/money.ts";
import { Reference } from "../../format/reference.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { useReport } from "../../live/use-live.ts";
import { Empty, Failed, Loading } from "../../shell/states.tsx";
import { AGES } from "../day/day.ts";

const COLUMNS = [...AGES, "total"] as const;

/** Who owes how much for how long. A customer's row leads to the invoices. */
export function ReceivablesPanel() {
  const { t } = useTranslation();
  const { of, locale } = useNames();
  const { data, error, refetch } = useReport("finance/receivables");
  if (error !== null && data === undefined) return <Failed problem={error} again={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const customers = list(data.customers).map(record);
  const totals = list(data.totals).map(record);
  if (customers.length === 0 && totals.length === 0) return <Empty hint={t("finance.nothingOwed")} />;
  const amounts = (row: Readonly<Record<string, unknown>>) =>
    COLUMNS.map((name) => {
      const money = asMoney(row[name]);
      return (
        <Table.Td key={name} className="number">
          {money === undefined || money.minor === 0 ? <span aria-hidden>–</span> : showMoney(money, locale)}
        </Table.Td>
      );
    });
  return (
    <>
      <Text size="sm" c="dimmed" mb={6}>
        {of("field", "asOf")}: <Day of={text(data.asOf)} />
      </Text>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={of("collection", "receivables")}>
        <Table fz="sm" verticalSpacing={5} horizontalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{of("field", "customerId")}</Table.Th>
              {COLUMNS.map((name) => (
                <Table.Th key={name} className="number">
                  {of("field", name)}
                </Table.Th>
              ))}
              <Table.Th>
                <span className="hidden-eye">{of("collection", "invoices")}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {customers.map((row) => (
              <Table.Tr key={`${text(row.customerId)} ${text(row.currency)}`}>
                <Table.Td>
                  <Reference to="sales/customers" id={text(row.customerId)} />
                </Table.Td>
                {amounts(row)}
                <Table.Td>
                  <Anchor inherit renderRoot={(props) => <Link to="/work/finance" search={{ tab: "invoices", customerId: text(row.customerId) }} {...props} />}>
                    {t("finance.invoicesOf", { count: Number(row.invoices) })}
                  </Anchor>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            {totals.map((row) => (
              <Table.Tr key={text(row.currency)}>
                <Table.Th scope="row">{t("finance.total", { currency: text(row.currency) })}</Table.Th>
                {amounts(row)}
                <Table.Td />
              </Table.Tr>
            ))}
          </Table.Tfoot>
        </Table>
      </div>
    </>
  );
}
