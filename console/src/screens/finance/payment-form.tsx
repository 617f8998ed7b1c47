import { Button, NativeSelect, Paper, Stack, Text, TextInput } from "@mantine/core";
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
import { type Matched, type PaymentFault, paymentOf } from "./matching.ts";

interface Props {
  readonly operation: Operation;
  readonly matched: readonly Matched[];
  readonly faults: ReadonlyMap<string, PaymentFault>;
  readonly refuse: (faults: ReadonlyMap<string, PaymentFault>) => void;
  readonly done: () => void;
}

/** A payment against the chosen invoices. More than is owed on them stays the customer's credit, and the form says how much. */
export function PaymentForm({ operation, matched, faults, refuse, done }: Props) {
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if ("faults" in made) return refuse(made.faults);
    if (send.isPending || invoice === undefined) return;
    const { amount, allocations } = made.payment;
    const { company, customerId } = invoice;
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
          <TextInput
            size="xs"
            className="number-input"
            inputMode="decimal"
            label={t("finance.received", { currency: invoice?.open.currency ?? "" })}
            description={t("finance.receivedHint")}
            value={received}
            error={fault === undefined ? undefined : t(`payment.${fault}`)}
            onChange={({ currentTarget }) => setReceived(currentTarget.value)}
          />
          <NativeSelect
            size="xs"
            label={of("field", "method")}
            value={method}
            onChange={({ currentTarget }) => setMethod(currentTarget.value)}
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
