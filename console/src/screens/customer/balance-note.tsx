import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { asMoney, list, record, text } from "../../contract/json.ts";
import { Amounts } from "../../format/amounts.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { useReport } from "../../live/use-live.ts";
import { sums } from "../board/board.ts";

/** What a customer owes, is late with and has in credit, as the books say at the moment that stands beside it. */
export function BalanceNote({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { locale } = useNames();
  const { data } = useReport("finance/customer-balance", { customerId: id });
  if (data === undefined) return null;
  const rows = list(data.balances).map(record);
  const of = (name: string) => sums(rows.map((row) => asMoney(row[name]))).filter(({ minor }) => minor !== 0);
  const at = text(data.asOf);
  return (
    <Text size="sm" mb="xs" role="group" aria-label={t("customer.owed")}>
      {t("customer.owed")} <Amounts of={of("owed")} />
      {" · "}
      {t("customer.overdue")} <Amounts of={of("overdue")} />
      {" · "}
      {t("customer.credit")} <Amounts of={of("credit")} />
      {" · "}
      <time dateTime={at}>{new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(at))}</time>
    </Text>
  );
}
