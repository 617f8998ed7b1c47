import type { RowValues } from "./row.ts";

const CAPITALS = /^[a-z]{2,3}$/;
const capitals = (code: string | undefined): string | undefined => (code !== undefined && CAPITALS.test(code) ? code.toUpperCase() : code);

/** The address that a row spells out over several columns; none where all of them are empty. */
function addressOf(values: RowValues, prefix: "" | "shipping") {
  const named = (name: string) => values[prefix === "" ? name : prefix + name.charAt(0).toUpperCase() + name.slice(1)];
  const street = [named("street"), named("street2")].filter((line) => line !== undefined);
  const [postalCode, city, region, country] = [named("postalCode"), named("city"), named("region"), capitals(named("country"))];
  if (street.length === 0 && [postalCode, city, region, country].every((part) => part === undefined)) return undefined;
  return { street, ...present({ postalCode, city, region, country }) };
}

/** Only what is there: a schema tells `undefined` from absent. */
export const present = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** What a row says of a party, in the shape its commands take. */
export const partyOf = (values: RowValues): Record<string, unknown> =>
  present({
    name: values["name"],
    email: values["email"],
    phone: values["phone"],
    taxId: values["taxId"],
    billingAddress: addressOf(values, ""),
    shippingAddress: addressOf(values, "shipping"),
    currency: capitals(values["currency"]),
    paymentTermDays: values["paymentTermDays"] === undefined ? undefined : Number(values["paymentTermDays"]),
  });

/** The column that a pointer into a party is about. */
export function partyField(pointer: string): { readonly field?: string } {
  const [, head = "", part, line] = pointer.split("/");
  if (!head.toLowerCase().endsWith("address") || part === undefined) return head === "" ? {} : { field: head };
  const name = part === "street" && line === "1" ? "street2" : part;
  return { field: head === "shippingAddress" ? `shipping${name.charAt(0).toUpperCase()}${name.slice(1)}` : name };
}
