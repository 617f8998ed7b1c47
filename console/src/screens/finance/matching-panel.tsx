import { Checkbox, SimpleGrid, Table, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ReferenceSelect } from "../../form/reference-select.tsx";
import { Day } from "../../format/day.tsx";
import { amountOf, showMoney } from "../../format/money.ts";
import { Reference } from "../../format/reference.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { useRows } from "../../live/use-live.ts";
import { useResource } from "../../session/session-context.ts";
import { Empty, Failed, Loading } from "../../shell/states.tsx";
import { ThingLink } from "../thing-link.tsx";
import { canJoin, daysOverdue, openInvoices, type PaymentFault } from "./matching.ts";
import { PaymentForm } from "./payment-form.tsx";

/** Open invoices, and the payment that settles some of them. */
export function MatchingPanel({ customerId, choose }: { readonly customerId: string; readonly choose: (customerId: string) => void }) {
  const { t } = useTranslation();
  const { of, locale } = useNames();
  const pay = useResource("finance/payments")?.create;
  const customers = useResource("sales/customers");
  // The list is by customer or by status, not both: a customer's paid ones are left out here.
  const filters: Record<string, string> = customerId === "" ? { status: "open" } : { customerId };
  const { rows, complete, loading, error, again } = useRows("/finance/invoices", filters, { pages: 5 });
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const [faults, setFaults] = useState<ReadonlyMap<string, PaymentFault>>(new Map());
  const invoices = openInvoices(rows);
  const chosen = invoices.filter(({ id }) => typed.has(id));
  const today = new Date().toISOString().slice(0, 10);
  const put = (id: string, amount: string | undefined) => {
    const next = new Map(typed);
    if (amount === undefined) next.delete(id);
    else next.set(id, amount);
    setTyped(next);
    setFaults(new Map());
  };
  const match = (amounts: ReadonlyMap<string, number>) => {
    const currency = chosen[0]?.open.currency ?? "";
    setTyped(new Map([...amounts].map(([id, minor]) => [id, amountOf(minor, currency)])));
    setFaults(new Map());
  };
  return (
    <>
      {customers?.list !== undefined && (
        <ReferenceSelect size="xs" w={240} label={of("field", "customerId")} to="sales/customers" value={customerId} change={choose} />
      )}
      {error !== null && <Failed problem={error} again={again} />}
      {loading && <Loading />}
      {!loading && error === null && invoices.length === 0 && <Empty hint={t("finance.nothingOwed")} />}
      {!complete && invoices.length > 0 && (
        <Text size="sm" c="dimmed" role="status">
          {t("finance.more")}
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, lg: pay === undefined ? 1 : 2 }} mt="sm">
        {invoices.length > 0 && (
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t("finance.openInvoices")}>
            <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs">
              <Table.Thead>
                <Table.Tr>
                  {pay !== undefined && (
                    <Table.Th>
                      <span className="hidden-eye">{t("finance.match")}</span>
                    </Table.Th>
                  )}
                  <Table.Th>{of("field", "number")}</Table.Th>
                  {customerId === "" && <Table.Th>{of("field", "customerId")}</Table.Th>}
                  <Table.Th>{of("field", "dueOn")}</Table.Th>
                  <Table.Th className="number">{of("field", "open")}</Table.Th>
                  {pay !== undefined && <Table.Th className="number">{of("field", "amount")}</Table.Th>}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {invoices.map((invoice) => {
                  const { id, number, dueOn, open } = invoice;
                  const overdue = daysOverdue(dueOn, today);
                  const fault = faults.get(id);
                  return (
                    <Table.Tr key={id}>
                      {pay !== undefined && (
                        <Table.Td>
                          <Checkbox
                            size="xs"
                            aria-label={t("finance.choose", { number })}
                            checked={typed.has(id)}
                            disabled={!canJoin(invoice, chosen)}
                            onChange={({ currentTarget }) => put(id, currentTarget.checked ? amountOf(open.minor, open.currency) : undefined)}
                          />
                        </Table.Td>
                      )}
                      <Table.Td>
                        <ThingLink to="finance/invoices" id={id}>
                          {number}
                        </ThingLink>
                      </Table.Td>
                      {customerId === "" && (
                        <Table.Td>
                          <Reference to="sales/customers" id={invoice.customerId} />
                        </Table.Td>
                      )}
                      <Table.Td>
                        <Day of={dueOn} />
                        {overdue > 0 && (
                          <Text size="xs" className="state" data-tone="bad">
                            {t("finance.overdue", { count: overdue })}
                          </Text>
                        )}
                      </Table.Td>
                      <Table.Td className="number">{showMoney(open, locale)}</Table.Td>
                      {pay !== undefined && (
                        <Table.Td>
                          {typed.has(id) && (
                            <TextInput
                              size="xs"
                              w={110}
                              className="number-input"
                              inputMode="decimal"
                              aria-label={t("finance.amountFor", { number })}
                              value={typed.get(id)}
                              error={fault === undefined ? undefined : t(`payment.${fault}`)}
                              onChange={({ currentTarget }) => put(id, currentTarget.value)}
                            />
                          )}
                        </Table.Td>
                      )}
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
          </div>
        )}
        {pay !== undefined && chosen.length > 0 && (
          <PaymentForm
            operation={pay}
            matched={chosen.map((invoice) => ({ invoice, amount: typed.get(invoice.id) ?? "" }))}
            faults={faults}
            match={match}
            refuse={setFaults}
            done={() => setTyped(new Map())}
          />
        )}
      </SimpleGrid>
    </>
  );
}
