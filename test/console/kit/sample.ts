import { type Contract, resolved, type Schema } from "../../../console/src/contract/contract.ts";

export const ID = "01JD3Z7Q8R5T6V9W0X1Y2Z0001";
/** An id made of several. */
export const PARTED = `${ID}.xx.xx`;
/** No word of any language: what a page shows beside this and codes is the console's own. */
export const WORD = "Xx-7";
const FORMATS: Record<string, string> = { date: "2026-03-14", "date-time": "2026-03-14T09:26:53.589Z", email: "x@x.example", uri: "https://x.example/" };

/** A value that a schema allows, with everything it may have: so that a page shows all it can show. */
export function sample(contract: Contract, schema: Schema, name = ""): unknown {
  const of = resolved(contract, schema);
  const choice = (of.anyOf ?? of.oneOf)?.find(({ type }) => type !== "null");
  if (choice !== undefined) return sample(contract, choice, name);
  if (of.const !== undefined) return of.const;
  if (of.enum?.[0] !== undefined) return of.enum[0];
  if (of.properties !== undefined) return Object.fromEntries(Object.entries(of.properties).map(([field, under]) => [field, sample(contract, under, field)]));
  if (of.type === "array") return [sample(contract, of.items ?? {}, name)];
  if (of.type === "integer" || of.type === "number") return Math.max(of.minimum ?? 1, 1);
  if (of.type === "boolean") return true;
  if (of.type === "object") return {};
  return textOf(of, name);
}

function textOf({ format = "", pattern, "x-weft-references": references }: Schema, name: string): string {
  const known = FORMATS[format];
  if (known !== undefined) return known;
  if (pattern === undefined) return /(^id|Id)$/.test(name) || references !== undefined ? ID : WORD;
  const fits = [ID, "EUR", "2026-03", "1200", "S19", "XX-7", "30-1", "+4930123456", "user:x", "x@x.example", PARTED, WORD].find((one) =>
    new RegExp(pattern, "u").test(one),
  );
  if (fits === undefined) throw new Error(`No sample fits ${pattern} of ${name}`);
  return fits;
}
