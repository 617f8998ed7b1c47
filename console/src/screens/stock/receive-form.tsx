import { Button, Group, Paper, Text, TextInput } from "@mantine/core";
import { type FormEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asMoney, list, record, text } from "../../contract/json.ts";
import { Problem } from "../../contract/problem.ts";
import { amountOf } from "../../format/money.ts";
import { useNames } from "../../i18n/use-names.ts";
import type { Row } from "../../live/use-live.ts";
import { useSend, useUnanswered } from "../../live/use-send.ts";
import { Failed } from "../../shell/states.tsx";
import { costOf, type ReceiptField, receiptField, receiptOf, type TypedReceipt } from "./stock.ts";

const PATH = "/inventory/receipts";

/** What was sent and never answered stands in the form again: sent as it is, it counts once. */
function typedOf(body: unknown): TypedReceipt {
  const line = record(list(record(body).lines)[0]);
  const cost = asMoney(line.unitCost);
  return {
    reference: text(record(body).reference),
    sku: text(line.sku),
    quantity: typeof line.quantity === "number" ? String(line.quantity) : "",
    unitCost: cost === undefined ? "" : amountOf(cost.minor, cost.currency),
    currency: cost?.currency ?? "EUR",
  };
}

/** Goods come in line by line: Enter records the line, and the next can be typed at once. */
export function ReceiveForm({ levels }: { readonly levels: readonly Row[] }) {
  const { t } = useTranslation();
  const { of } = useNames();
  const send = useSend();
  const open = useUnanswered("POST", PATH);
  const [typed, setTyped] = useState(() => typedOf(open));
  const [faults, setFaults] = useState<ReadonlyMap<ReceiptField, string>>(new Map());
  const [log, setLog] = useState<readonly string[]>([]);
  const sku = useRef<HTMLInputElement>(null);
  const known = useId();
  const set = (field: ReceiptField, value: string) => {
    setTyped((before) => ({ ...before, [field]: value }));
    setFaults((before) => new Map([...before].filter(([name]) => name !== field)));
  };
  const suggestCost = () => {
    const cost = costOf(levels.find((level) => text(level.sku) === typed.sku.trim().toUpperCase()));
    if (cost !== undefined && typed.unitCost === "")
      setTyped((before) => ({ ...before, unitCost: amountOf(cost.minor, cost.currency), currency: cost.currency }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (send.isPending) return;
    const made = receiptOf(typed);
    if ("faults" in made) return setFaults(new Map(made.faults.map((name) => [name, t(name === "sku" ? "fault.required" : "fault.notNumber")])));
    send.mutate(
      { method: "POST", path: PATH, body: made.body },
      {
        onSuccess: () => {
          setLog((before) => [t("stock.received", { quantity: typed.quantity.trim(), sku: typed.sku.trim().toUpperCase() }), ...before].slice(0, 5));
          setTyped(({ reference, currency }) => ({ reference, currency, sku: "", quantity: "", unitCost: "" }));
          sku.current?.focus();
        },
        onError: (problem) => {
          const named = problem instanceof Problem ? problem.errors : [];
          setFaults(
            new Map(
              named.flatMap(({ pointer = "", detail }) => {
                const field = receiptField(pointer);
                return field === undefined ? [] : [[field, detail] as const];
              }),
            ),
          );
        },
      },
    );
  };
  const input = (field: ReceiptField) => ({
    label: of("field", field),
    size: "xs",
    value: typed[field],
    error: faults.get(field),
    onChange: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => set(field, currentTarget.value),
  });
  return (
    <Paper withBorder p="sm" component="section" aria-label={t("stock.receive")}>
      <Text component="h2" fw={600} size="sm" mb={4}>
        {t("stock.receive")}
      </Text>
      <form onSubmit={submit} noValidate>
        <div className="quick">
          <TextInput {...input("sku")} ref={sku} list={known} withAsterisk autoComplete="off" onBlur={suggestCost} />
          <TextInput {...input("quantity")} inputMode="decimal" withAsterisk className="number-input" />
          <TextInput {...input("unitCost")} inputMode="decimal" withAsterisk className="number-input" />
          <TextInput {...input("currency")} maxLength={3} onChange={({ currentTarget }) => set("currency", currentTarget.value.toUpperCase())} />
          <TextInput {...input("reference")} maxLength={80} />
        </div>
        <datalist id={known}>
          {levels.map((level) => (
            <option key={text(level.sku)} value={text(level.sku)}>
              {text(level.name)}
            </option>
          ))}
        </datalist>
        {send.error !== null && <Failed problem={send.error} />}
        <Group mt="xs" gap="sm">
          <Button type="submit" size="xs" loading={send.isPending}>
            {t("stock.record")}
          </Button>
          <Text size="xs" c="dimmed">
            {t("stock.enter")}
          </Text>
        </Group>
      </form>
      <div role="status">
        {log.length > 0 && (
          <ul className="log">
            {log.map((line, index) => (
              <li key={log.length - index}>{line}</li>
            ))}
          </ul>
        )}
      </div>
    </Paper>
  );
}
