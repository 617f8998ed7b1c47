import { Button, Group, NativeSelect, Paper, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Operation, resolved } from "../../contract/contract.ts";
import { fieldsOf } from "../../contract/resources.ts";
import { showMoney } from "../../format/money.ts";
import { useNames } from "../../i18n/use-names.ts";
import { useSend } from "../../live/use-send.ts";
import { useWork } from "../../session/session-context.ts";
import { Failed } from "../../shell/states.tsx";
import { useReport } from "../../live/use-live.ts";
import { creditIn, FROM_CREDIT, type Matched, type PaymentFault, paymentOf, spend } from "./matching.ts";

interface Props {
  readonly operation: Operation;
  readonly matched: readonly Matched[];
  readonly faults: ReadonlyMap<string, PaymentFault>;
  /** Puts other amounts beside the invoices, in minor units; one that is left out is matched no more. */
  readonly match: (amounts: ReadonlyMap<string, number>) => void;
  readonly refuse: (faults: ReadonlyMap<string, PaymentFault>) => void;
  readonly done: () => void;
}

/**
 * A payment against the chosen invoices, out of money that came in or out of the customer's credit. More than is owed on them stays the customer's
 * credit, and the form says how much.
 */
export function PaymentForm({ operation, matched, faults, match, refuse, done }: Props) {
  const { contract } = useWork();
  const { t } = useTranslation();
  const { of, locale } = useNames();
  const send = useSend();
  const fields = fieldsOf(contract, operation.body);
  const methods = fields.find(({ name }) => name === "method");
  const choices = methods === undefined ? [] : (resolved(contract, methods.schema).enum ?? []).map(String);
  const [method, setMethod] = useState(choices[0] ?? "");
  const [received, setReceived] = useState("");
  const [receivedOn, setReceivedOn] = useState("");
  const [reference, setReference] = useState("");
  const made = paymentOf(matched, received);
  const invoice = matched[0]?.invoice;
  const { company = "", customerId = "", open: { currency } = { currency: "" } } = invoice ?? {};
  const balance = useReport("finance/customer-balance", { customerId, company });
  const credit = creditIn(balance.data, currency);
  const payFromCredit = () => {
    setMethod(FROM_CREDIT);
    setReceived("");
    const invoices = matched.map((each) => each.invoice);
    match(spend(credit, invoices));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if ("faults" in made) return refuse(made.faults);
    if (send.isPending || invoice === undefined) return;
    const { amount, allocations } = made.payment;
    const said = { ...(receivedOn !== "" && { receivedOn }), ...(reference.trim() !== "" && { reference: reference.trim() }) };
    send.mutate(
      { method: "POST", path: "/finance/payments", body: { company, customerId, amount, method, ...said, allocations }, about: customerId },
      {
        onSuccess: () => {
          notifications.show({
            message: t("form.done", { action: of("operation", operation.id) }),
            color: "teal",
            closeButtonProps: { "aria-label": t("form.close") },
          });
          done();
        },
      },
    );
  };
  const fault = faults.get("amount");
  const owed = "payment" in made ? made.payment : undefined;
  return (
    <Paper withBorder p="sm" component="section" aria-label={of("operation", operation.id)}>
      <form onSubmit={submit} noValidate>
        <Stack gap="xs">
          <Text component="h2" fw={600} size="sm">
            {of("operation", operation.id)}
          </Text>
          {credit > 0 && choices.includes(FROM_CREDIT) && (
            <Group gap="xs">
              <Text size="sm">{t("finance.credit", { amount: showMoney({ minor: credit, currency }, locale) })}</Text>
              <Button size="compact-xs" variant="default" onClick={payFromCredit}>
                {t("finance.useCredit")}
              </Button>
            </Group>
          )}
          <TextInput
            size="xs"
            className="number-input"
            inputMode="decimal"
            disabled={method === FROM_CREDIT}
            label={t("finance.received", { currency })}
            description={t("finance.receivedHint")}
            value={received}
            error={fault === undefined ? undefined : t(`payment.${fault}`)}
            onChange={({ currentTarget }) => setReceived(currentTarget.value)}
          />
          <NativeSelect
            size="xs"
            label={of("field", "method")}
            value={method}
            onChange={({ currentTarget }) => {
              setMethod(currentTarget.value);
              // Credit that pays no invoice stays credit: nothing comes in beyond what is matched.
              if (currentTarget.value === FROM_CREDIT) setReceived("");
            }}
            data={choices.map((value) => ({ value, label: of("value", value) }))}
          />
          <TextInput
            size="xs"
            type="date"
            label={of("field", "receivedOn")}
            value={receivedOn}
            onChange={({ currentTarget }) => setReceivedOn(currentTarget.value)}
          />
          <TextInput
            size="xs"
            maxLength={80}
            label={of("field", "reference")}
            value={reference}
            onChange={({ currentTarget }) => setReference(currentTarget.value)}
          />
          {owed !== undefined && (
            <Text size="sm" role="status">
              {t("finance.pays", { amount: showMoney(owed.amount, locale), count: matched.length })}
              {owed.credit > 0 && ` ${t("finance.credit", { amount: showMoney({ minor: owed.credit, currency: owed.amount.currency }, locale) })}`}
            </Text>
          )}
          {send.error !== null && <Failed problem={send.error} />}
          <Button type="submit" size="xs" loading={send.isPending}>
            {of("operation", operation.id)}
          </Button>
        </Stack>
      </form>
    </Paper>
  );
}
