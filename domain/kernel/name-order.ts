import { text } from "./values.ts";

/** As much of a name as its place in a list depends on. */
const LENGTH = 80;

/**
 * A name as lists are ordered and searched by it: without case, accents and the difference between ß and ss (Unicode NFKD, default case folding),
 * so that "muller" finds "Müller". Never holds the `#` that parts keys.
 */
export const nameOrder = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .toLowerCase()
    .replace(/[#\s]+/gu, " ")
    .trim()
    .slice(0, LENGTH)
    .toWellFormed();

/** What a list by name is searched by: clients offer it as search. */
export const NameBeginning = text(80).meta({
  description: "Names that begin so, in any case, with or without accents",
  example: "mull",
  "x-weft-search": true,
});

/** The stretch of an index by {@link nameOrder} in which names begin so. */
export const beginning = (name: string | undefined): { readonly from?: readonly string[]; readonly to?: readonly string[] } =>
  name === undefined ? {} : { from: [nameOrder(name)], to: [nameOrder(name)] };
