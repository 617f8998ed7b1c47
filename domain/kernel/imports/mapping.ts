import * as z from "zod";
import { type Refusals, type Refused, refuse } from "../decision.ts";
import { text } from "../values.ts";
import { dateFormats } from "./cell.ts";
import type { ImportField, ImportKind } from "./field.ts";

const Column = z.string().max(200).meta({ description: "A column's name, as its header says it", example: "Customer No." });
const DecimalSign = z.enum([".", ","]).meta({ description: "What stands before the decimals", example: "," });
const DateFormat = z.enum(dateFormats).meta({ description: "How dates are written", example: "DD.MM.YYYY" });
const Default = text(200).meta({ description: "For every row that does not say it; written as the file writes it", example: "S19" });

/** How the columns of a file become fields. A field that is not named here is looked for by its name and by what other systems call it; `null` leaves it out. */
export const MappingInput = z
  .record(
    z.string().max(60),
    z.union([
      Column,
      z.strictObject({ column: Column.optional(), default: Default.optional(), decimal: DecimalSign.optional(), dateFormat: DateFormat.optional() }),
      z.null(),
    ]),
  )
  .meta({
    description: "Field → column, or `{ column, default, decimal, dateFormat }`, or null to leave it out",
    example: { name: "Company", country: { default: "DE" } },
  });
export const Writing = { decimal: DecimalSign.default("."), dateFormat: DateFormat.default("YYYY-MM-DD") };
type Writing = { readonly decimal: z.output<typeof DecimalSign>; readonly dateFormat: z.output<typeof DateFormat> };

/** A field as it is read from each row: from the column at this position (0 is the first), else the default. */
export const MappedField = z.object({
  field: z.string(),
  reads: z.enum(["text", "decimal", "date", "boolean"]),
  required: z.boolean(),
  column: z.int().min(0).optional(),
  default: z.string().optional(),
  decimal: DecimalSign,
  dateFormat: DateFormat,
});
export type MappedField = z.infer<typeof MappedField>;

/** `required_field_missing`: no column has it and no default is given. `column_ambiguous`: two columns are called so. */
export const mappingRefusals = {
  unknown_field: "unprocessable",
  unknown_column: "unprocessable",
  column_ambiguous: "unprocessable",
  required_field_missing: "unprocessable",
} as const satisfies Refusals;
type Code = keyof typeof mappingRefusals;

/** `Customer No.` and `customer_no` are one name. */
export const plainName = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

type Wish = z.output<typeof MappingInput>[string];
const wishedColumn = (wish: Wish | undefined): string | undefined => (typeof wish === "string" ? wish : wish?.column);

/** Which column each field is read from: as the caller says, then by the field's own name, then by what else it is called. No column is read twice unless the caller says so. */
export function mapColumns(
  kind: ImportKind,
  columns: readonly string[],
  mapping: z.output<typeof MappingInput>,
  writing: Writing,
): MappedField[] | Refused<Code> {
  const known = new Set(kind.fields.map(({ name }) => name));
  const unknown = Object.keys(mapping).find((name) => !known.has(name));
  if (unknown !== undefined)
    return refuse("unknown_field", { pointer: pointerTo(unknown), detail: `There is no such field. Fields are ${[...known].join(", ")}.` });
  const places = Map.groupBy(columns.keys(), (at) => plainName(columns[at] ?? ""));
  const taken = new Map<string, number>();
  for (const [field, wish] of Object.entries(mapping)) {
    const column = wishedColumn(wish);
    if (column === undefined) continue;
    const [at, second] = places.get(plainName(column)) ?? [];
    if (at === undefined) return refuse("unknown_column", { pointer: pointerTo(field), detail: "The file has no such column." });
    if (second !== undefined) return refuse("column_ambiguous", { pointer: pointerTo(field), detail: "Two columns are called so: rename one." });
    taken.set(field, at);
  }
  for (const named of [namesOf, synonymsOf])
    suggest(
      kind.fields.filter(({ name }) => !isSettled(mapping[name], name in mapping)),
      named,
      places,
      taken,
    );
  const fields = kind.fields.flatMap((each) => {
    const mapped = mappedOf(each, mapping[each.name], taken.get(each.name), writing);
    return mapped.column === undefined && mapped.default === undefined ? [] : [mapped];
  });
  const missing = kind.fields.filter((each) => each.required && !fields.some(({ field }) => field === each.name)).map(({ name }) => name);
  if (missing.length === 0) return fields;
  return refuse("required_field_missing", {
    pointer: pointerTo(missing[0] ?? ""),
    detail: `Name the column, or give a default, for ${missing.join(", ")}.`,
    missing: missing.join(" "),
  });
}

const pointerTo = (field: string): string => `/mapping/${field.replaceAll("~", "~0").replaceAll("/", "~1")}`;
/** The caller said where it comes from, or that it comes from nowhere. */
const isSettled = (wish: Wish | undefined, said: boolean): boolean => said && (wish === null || typeof wish === "string" || wish?.column !== undefined);
const namesOf = ({ name }: ImportField): readonly string[] => [name];
const synonymsOf = ({ synonyms }: ImportField): readonly string[] => synonyms;

function suggest(
  fields: readonly ImportField[],
  named: (field: ImportField) => readonly string[],
  places: ReadonlyMap<string, readonly number[]>,
  taken: Map<string, number>,
): void {
  const used = new Set(taken.values());
  for (const field of fields) {
    if (taken.has(field.name)) continue;
    const at = named(field)
      .map((name) => places.get(plainName(name)) ?? [])
      .find(([first, second]) => first !== undefined && second === undefined && !used.has(first))?.[0];
    if (at === undefined) continue;
    taken.set(field.name, at);
    used.add(at);
  }
}

function mappedOf({ name, reads, required }: ImportField, wish: Wish | undefined, column: number | undefined, writing: Writing): MappedField {
  const more = typeof wish === "string" || wish === null ? undefined : wish;
  return {
    field: name,
    reads,
    required,
    ...(column === undefined ? {} : { column }),
    ...(more?.default === undefined ? {} : { default: more.default }),
    decimal: more?.decimal ?? writing.decimal,
    dateFormat: more?.dateFormat ?? writing.dateFormat,
  };
}

export const isRefusedMapping = (mapped: MappedField[] | Refused<Code>): mapped is Refused<Code> => "ok" in mapped;
