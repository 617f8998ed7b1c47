import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { type Parameter, resolved } from "../contract/contract.ts";
import { ReferenceSelect } from "../form/reference-select.tsx";
import { useNames } from "../i18n/use-names.ts";
import { useWork } from "../session/session-context.ts";

interface Props {
  readonly parameters: readonly Parameter[];
  readonly filters: Readonly<Record<string, string>>;
  readonly change: (filters: Record<string, string>) => void;
}

/** What an index serves, and nothing else: every filter is a parameter of the list. */
export function Filters({ parameters, filters, change }: Props) {
  const { t } = useTranslation();
  if (parameters.length === 0) return null;
  const set = (name: string, value: string) => {
    const { [name]: _, ...others } = filters;
    change(value === "" ? others : { ...others, [name]: value });
  };
  return (
    <Group gap="xs" mb="xs" align="flex-end" role="search" className="filters">
      {parameters.map((parameter) => (
        <Filter key={parameter.name} parameter={parameter} value={filters[parameter.name] ?? ""} set={set} />
      ))}
      {Object.keys(filters).length > 0 && (
        <Button variant="subtle" size="xs" onClick={() => change({})}>
          {t("list.clear")}
        </Button>
      )}
    </Group>
  );
}

function Filter({
  parameter: { name, schema: given },
  value,
  set,
}: {
  readonly parameter: Parameter;
  readonly value: string;
  readonly set: (name: string, value: string) => void;
}) {
  const { contract, resources } = useWork();
  const { of } = useNames();
  const { t } = useTranslation();
  const later = useDebouncedCallback((typed: string) => set(name, typed.trim()), 350);
  const schema = resolved(contract, given);
  const reference = schema["x-weft-references"];
  const label = of("field", name);
  if (reference !== undefined && resources.some((resource) => resource.name === reference && resource.list !== undefined))
    return <ReferenceSelect size="xs" w={190} label={label} to={reference} value={value} change={(id) => set(name, id)} />;
  const choices = schema.enum ?? (schema.type === "boolean" ? ["true", "false"] : undefined);
  if (choices !== undefined)
    return (
      <NativeSelect
        size="xs"
        label={label}
        value={value}
        onChange={({ currentTarget }) => set(name, currentTarget.value)}
        data={[{ value: "", label: t("list.any") }, ...choices.map((choice) => ({ value: String(choice), label: of("value", String(choice)) }))]}
      />
    );
  if (schema.format === "date")
    return <TextInput size="xs" type="date" label={label} value={value} onChange={({ currentTarget }) => set(name, currentTarget.value)} />;
  return <TextInput key={value} size="xs" w={150} label={label} defaultValue={value} onChange={({ currentTarget }) => later(currentTarget.value)} />;
}
