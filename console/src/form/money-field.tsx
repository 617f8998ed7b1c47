import { Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asMoney, record, text } from "../contract/json.ts";
import { amountOf, minorOf } from "../format/money.ts";
import { useNames } from "../i18n/use-names.ts";
import { at } from "./draft.ts";
import { type FieldProps, useForm } from "./form-context.ts";

/** An amount as people write it, with its currency; sent in minor units. */
export function MoneyField({ name, pointer, required }: FieldProps) {
  const { draft, set, fault, currency } = useForm();
  const { of } = useNames();
  const { t } = useTranslation();
  const value = at(draft, pointer);
  const money = asMoney(value);
  const [typed, setTyped] = useState(money === undefined ? "" : amountOf(money.minor, money.currency));
  const unit = text(record(value).currency) || currency;
  const put = (amount: string, of: string) => {
    setTyped(amount);
    // What is no number stays in the draft as it was typed, so that the check finds it.
    set(pointer, amount.trim() === "" ? undefined : { minor: minorOf(amount, of) ?? amount, currency: of });
  };
  return (
    <Group gap={4} wrap="nowrap" align="flex-start" role="group" aria-label={of("field", name)}>
      <TextInput
        flex={1}
        className="number-input"
        inputMode="decimal"
        label={of("field", name)}
        withAsterisk={required}
        value={typed}
        error={fault(pointer, true)}
        onChange={({ currentTarget }) => put(currentTarget.value, unit)}
      />
      <TextInput
        w={64}
        mt={25}
        maxLength={3}
        aria-label={t("form.currencyOf", { field: of("field", name) })}
        value={unit}
        onChange={({ currentTarget }) => put(typed, currentTarget.value.toUpperCase())}
      />
    </Group>
  );
}
