import { Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isMoney, resolved } from "../contract/contract.ts";
import { useNames } from "../i18n/use-names.ts";
import { useWork } from "../session/session-context.ts";
import { at } from "./draft.ts";
import { FieldGroup } from "./field-group.tsx";
import { type FieldProps, useForm } from "./form-context.ts";
import { LinesField } from "./lines-field.tsx";
import { MoneyField } from "./money-field.tsx";
import { ReferenceSelect } from "./reference-select.tsx";

/** The input that fits a schema. */
export function SchemaField({ name, schema: given, pointer, required }: FieldProps) {
  const { contract, resources } = useWork();
  const { draft, set, fault } = useForm();
  const { of, described } = useNames();
  const { t } = useTranslation();
  const schema = resolved(contract, given);
  const value = at(draft, pointer);
  const reference = schema["x-weft-references"];
  const shown = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const common = {
    label: of("field", name),
    description: reference === undefined ? described(schema.description) : undefined,
    error: fault(pointer),
    withAsterisk: required,
    "aria-required": required,
  };
  if (schema.type === "array") return <LinesField name={name} schema={schema} pointer={pointer} required={required} />;
  if (isMoney(schema)) return <MoneyField name={name} schema={schema} pointer={pointer} required={required} />;
  if (schema.properties !== undefined) return <FieldGroup name={name} schema={schema} pointer={pointer} required={required} />;
  if (reference !== undefined && resources.some((resource) => resource.name === reference && resource.list !== undefined)) {
    const { label, description, error } = common;
    return (
      <ReferenceSelect
        to={reference}
        value={shown}
        change={(id) => set(pointer, id)}
        label={label}
        description={description}
        error={error}
        required={required}
      />
    );
  }
  if (schema.type === "boolean")
    return (
      <Checkbox
        label={common.label}
        description={common.description}
        checked={value === true}
        onChange={({ currentTarget }) => set(pointer, currentTarget.checked)}
      />
    );
  if (schema.enum !== undefined)
    return (
      <NativeSelect
        {...common}
        value={shown}
        onChange={({ currentTarget }) => set(pointer, currentTarget.value)}
        data={[
          ...(required && shown !== "" ? [] : [{ value: "", label: t("form.choose") }]),
          ...schema.enum.map((choice) => ({ value: String(choice), label: of("value", String(choice)) })),
        ]}
      />
    );
  if (schema.type === "number" || schema.type === "integer")
    return (
      <TextInput {...common} inputMode="decimal" className="number-input" value={shown} onChange={({ currentTarget }) => set(pointer, currentTarget.value)} />
    );
  if (schema.format === "date") return <TextInput {...common} type="date" value={shown} onChange={({ currentTarget }) => set(pointer, currentTarget.value)} />;
  if ((schema.maxLength ?? 0) > 250)
    return <Textarea {...common} autosize minRows={2} maxRows={8} value={shown} onChange={({ currentTarget }) => set(pointer, currentTarget.value)} />;
  return <TextInput {...common} value={shown} onChange={({ currentTarget }) => set(pointer, currentTarget.value)} />;
}
