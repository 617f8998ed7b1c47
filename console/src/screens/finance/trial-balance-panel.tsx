import { Anchor, Table, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asMoney, list, record, text } from "../../contract/json.ts";
import { showMoney } from "../../format/money.ts";
import { useNames } from "../../i18n/use-names.ts";
import { useReport } from "../../live/use-live.ts";
import { Empty, Failed, Loading } from "../../shell/states.tsx";

const COLUMNS = ["opening", "debit", "credit", "closing"] as const;

/** A period's accounts. Each leads to the entries behind its movement. */
export function TrialBalancePanel({ period, choose }: { readonly period: string; readonly choose: (period: string) => void }) {
  const { t } = useTranslation();
  const { of, locale } = useNames();
  const { data, error, refetch } = useReport("finance/trial-balance", period === "" ? {} : { period });
  const accounts = list(data?.accounts).map(record);
  const shown = text(data?.period) || period;
  const amounts = (row: Readonly<Record<string, unknown>>) =>
    COLUMNS.map((name) => {
      const money = asMoney(row[name]);
      return (
        <Table.Td key={name} className="number">
          {money !== undefined && showMoney(money, locale)}
        </Table.Td>
      );
    });
  return (
    <>
      <TextInput
        type="month"
        size="xs"
        w={170}
        mb="sm"
        label={of("field", "period")}
        value={shown}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
      {error !== null && <Failed problem={error} again={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && accounts.length === 0 && <Empty hint={t("finance.noEntries")} />}
      {accounts.length > 0 && (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={of("collection", "trial-balance")}>
          <Table fz="sm" verticalSpacing={5} horizontalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{of("field", "account")}</Table.Th>
                {COLUMNS.map((name) => (
                  <Table.Th key={name} className="number">
                    {of("field", name)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {accounts.map((row) => (
                <Table.Tr key={`${text(row.account)} ${text(row.currency)}`}>
                  <Table.Td>
                    <Anchor
                      inherit
                      renderRoot={(props) => (
                        <Link to="/work/finance" search={{ tab: "journal-entries", period: shown, account: text(row.account) }} {...props} />
                      )}
                    >
                      {text(row.account)} {text(row.name)}
                    </Anchor>
                  </Table.Td>
                  {amounts(row)}
                </Table.Tr>
              ))}
            </Table.Tbody>
            <Table.Tfoot>
              {list(data?.totals)
                .map(record)
                .map((row) => (
                  <Table.Tr key={text(row.currency)}>
                    <Table.Th scope="row">{t("finance.total", { currency: text(row.currency) })}</Table.Th>
                    {amounts(row)}
                  </Table.Tr>
                ))}
            </Table.Tfoot>
          </Table>
        </div>
      )}
    </>
  );
}
