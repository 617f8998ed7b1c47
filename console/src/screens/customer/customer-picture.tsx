import { SimpleGrid, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { asMoney, text } from "../../contract/json.ts";
import { Amounts } from "../../format/amounts.tsx";
import { Day } from "../../format/day.tsx";
import { State } from "../../format/state.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { useRows } from "../../live/use-live.ts";
import { useResource } from "../../session/session-context.ts";
import { isOpenStage, sums } from "../board/board.ts";
import { openInvoices } from "../finance/matching.ts";
import { Panel } from "../panel.tsx";
import type { PictureProps } from "../pictures.ts";
import { ThingLink } from "../thing-link.tsx";
import { BalanceNote } from "./balance-note.tsx";
import { TimelinePanel } from "./timeline-panel.tsx";

/** The last few are shown; the tabs of the page have all. */
const SHOWN = 8;

/** A customer from all sides: what may be sold, what was ordered and where it stands, what is owed, and what happened. */
export function CustomerPicture({ id }: PictureProps) {
  const { t } = useTranslation();
  const { of } = useNames();
  const opportunities = useRows("/sales/opportunities", { customerId: id });
  const orders = useRows("/sales/orders", { customerId: id });
  const invoices = useRows("/finance/invoices", { customerId: id }, { pages: 5 });
  const mayOwe = useResource("finance/invoices")?.list !== undefined;
  const open = opportunities.rows.filter(({ stage }) => isOpenStage(text(stage)));
  const due = openInvoices(invoices.rows);
  const owed = sums(due.map(({ open: amount }) => amount));
  return (
    <div className="picture">
      <BalanceNote id={id} />
      <SimpleGrid cols={{ base: 1, md: 2 }} mb="sm">
        <Panel title={t("customer.open")} read={opportunities} count={open.length} note={<Amounts of={sums(open.map(({ value }) => asMoney(value)))} />}>
          <ul className="entries">
            {open.slice(0, SHOWN).map((row) => (
              <li key={text(row.id)}>
                <ThingLink to="sales/opportunities" id={text(row.id)}>
                  {text(row.title)}
                </ThingLink>
                <State field="stage" value={text(row.stage)} />
                <Amounts of={sums([asMoney(row.value)])} />
              </li>
            ))}
          </ul>
        </Panel>
        <Panel title={of("collection", "orders")} read={orders} count={orders.rows.length}>
          <ul className="entries">
            {orders.rows.slice(0, SHOWN).map((row) => (
              <li key={text(row.id)}>
                <ThingLink to="sales/orders" id={text(row.id)}>
                  <Day of={text(row.placedOn)} />
                </ThingLink>
                <State field="status" value={text(row.status)} />
                <Amounts of={sums([asMoney(row.net)])} />
              </li>
            ))}
          </ul>
        </Panel>
        {mayOwe && (
          <Panel title={t("customer.owed")} read={invoices} count={due.length} note={<Amounts of={owed} atLeast={!invoices.complete} />}>
            <ul className="entries">
              {due.slice(0, SHOWN).map((invoice) => (
                <li key={invoice.id}>
                  <ThingLink to="finance/invoices" id={invoice.id}>
                    {invoice.number}
                  </ThingLink>
                  <Text span size="sm">
                    {t("finance.due")} <Day of={invoice.dueOn} />
                  </Text>
                  <Amounts of={[invoice.open]} />
                </li>
              ))}
            </ul>
          </Panel>
        )}
        <TimelinePanel id={id} />
      </SimpleGrid>
      <Text size="sm" fw={600} component="h2" mt="md" mb={6}>
        {t("screen.details")}
      </Text>
    </div>
  );
}
