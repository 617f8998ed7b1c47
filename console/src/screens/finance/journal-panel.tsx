import { Group, NativeSelect, Table, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { list, record, text } from "../../contract/json.ts";
import { Day } from "../../format/day.tsx";
import { showMoney } from "../../format/money.ts";
import { useNames } from "../../i18n/use-names.ts";
import { useRows } from "../../live/use-live.ts";
import { Empty, Failed, Loading } from "../../shell/states.tsx";
import { ThingLink } from "../thing-link.tsx";
import { useAccounts } from "./use-accounts.ts";
import { placeOf } from "./matching.ts";

interface Chosen {
  readonly period: string;
  readonly account: string;
}

/** A period's entries, of all accounts or one, each with the document it stands for. */
export function JournalPanel({ period, account, choose }: Chosen & { readonly choose: (chosen: Chosen) => void }) {
  const { t } = useTranslation();
  const { of, locale } = useNames();
  const accounts = useAccounts();
  const { rows, complete, loading, error, again } = useRows("/finance/journal-entries", period === "" ? {} : { period }, { pages: 5 });
  const entries = rows.filter(({ lines }) => account === "" || list(lines).some((line) => record(line).account === account));
  const amount = (minor: unknown, currency: unknown) => typeof minor === "number" && showMoney({ minor, currency: text(currency) }, locale);
  return (
    <>
      <Group gap="xs" mb="sm" align="flex-end">
        <TextInput
          type="month"
          size="xs"
          w={170}
          label={of("field", "period")}
          value={period || text(rows[0]?.period)}
          onChange={({ currentTarget }) => choose({ period: currentTarget.value, account })}
        />
        <NativeSelect
          size="xs"
          label={of("field", "account")}
          value={account}
          onChange={({ currentTarget }) => choose({ period, account: currentTarget.value })}
          data={[{ value: "", label: t("list.any") }, ...[...accounts].map(([code, name]) => ({ value: code, label: `${code} ${name}` }))]}
        />
      </Group>
      {error !== null && <Failed problem={error} again={again} />}
      {loading && <Loading />}
      {!loading && error === null && entries.length === 0 && complete && <Empty hint={t("finance.noEntries")} />}
      {!complete && !loading && error === null && (
        <Text size="sm" c="dimmed" role="status">
          {t("finance.lastEntries", { count: rows.length })}
        </Text>
      )}
      {entries.length > 0 && (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={of("collection", "journal-entries")}>
          <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{of("field", "postedOn")}</Table.Th>
                <Table.Th>{of("field", "source")}</Table.Th>
                <Table.Th>{of("field", "account")}</Table.Th>
                <Table.Th className="number">{of("field", "debit")}</Table.Th>
                <Table.Th className="number">{of("field", "credit")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            {entries.map((entry) => {
              const source = record(entry.source);
              const lines = list(entry.lines).map(record);
              return (
                <Table.Tbody key={text(entry.id)}>
                  {lines.map((line, index) => (
                    <Table.Tr key={index} data-strong={account !== "" && line.account === account}>
                      {index === 0 && (
                        <>
                          <Table.Td rowSpan={lines.length}>
                            <Day of={text(entry.postedOn)} />
                          </Table.Td>
                          <Table.Td rowSpan={lines.length}>
                            <ThingLink to={placeOf(text(source.type))} id={text(source.id)}>
                              {of("value", text(source.type))}
                            </ThingLink>
                            {text(entry.memo) !== "" && (
                              <Text size="xs" c="dimmed">
                                {text(entry.memo)}
                              </Text>
                            )}
                          </Table.Td>
                        </>
                      )}
                      <Table.Td>
                        {text(line.account)} {accounts.get(text(line.account)) ?? ""}
                      </Table.Td>
                      <Table.Td className="number">{amount(line.debit, entry.currency)}</Table.Td>
                      <Table.Td className="number">{amount(line.credit, entry.currency)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              );
            })}
          </Table>
        </div>
      )}
    </>
  );
}
