import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isMoney, resolved, type Schema } from "../contract/contract.ts";
import { asMoney, isRecord, list } from "../contract/json.ts";
import { useNames } from "../i18n/use-names.ts";
import { useWork } from "../session/session-context.ts";
import { showMoney } from "./money.ts";
import { Reference } from "./reference.tsx";
import { State } from "./state.tsx";

/** One value as people read it, told by its schema. Where there is none, a dash for the eye and nothing for the ear. */
export function Value({ name, schema: given, value }: { readonly name: string; readonly schema: Schema; readonly value: unknown }) {
  const { contract } = useWork();
  const { of, locale } = useNames();
  const { t } = useTranslation();
  const schema = resolved(contract, given);
  if (value === undefined || value === null || value === "") return <span aria-hidden>–</span>;
  const reference = schema["x-weft-references"];
  if (reference !== undefined && typeof value === "string") return <Reference to={reference} id={value} />;
  const money = isMoney(schema) ? asMoney(value) : undefined;
  if (money !== undefined) return <span className="number">{showMoney(money, locale)}</span>;
  if (typeof value === "boolean") return t(value ? "value.yes" : "value.no");
  if (typeof value === "number") return <span className="number">{new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value)}</span>;
  if (typeof value === "string") return schema.enum === undefined ? written(value, schema, locale) : <State field={name} value={value} />;
  if (Array.isArray(value))
    return list(value).some(isRecord) ? <Several schema={schema.items ?? {}} values={list(value)} /> : list(value).map(String).join(", ");
  return isRecord(value) ? <Parts schema={schema} value={value} /> : null;
  function Several({ schema: each, values }: { readonly schema: Schema; readonly values: readonly unknown[] }) {
    return values.map((one, index) => (
      <div key={index}>
        <Value name={name} schema={each} value={one} />
      </div>
    ));
  }
  function Parts({ schema: { properties = {} }, value: parts }: { readonly schema: Schema; readonly value: Record<string, unknown> }) {
    return Object.entries(parts).map(([part, one]) => (
      <Text key={part} size="sm" component="div">
        <Text span c="dimmed" size="sm">
          {of("field", part)}:{" "}
        </Text>
        <Value name={part} schema={properties[part] ?? {}} value={one} />
      </Text>
    ));
  }
}

/** Business dates are the same day everywhere; moments are shown in the reader's own time. */
function written(value: string, { format }: Schema, locale: string) {
  if (format === "date")
    return <time dateTime={value}>{new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(value))}</time>;
  if (format === "date-time")
    return <time dateTime={value}>{new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(value))}</time>;
  return value;
}
