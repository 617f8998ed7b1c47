/** How what stands in a cell is read. `decimal` and `date` follow the file's own way of writing them. */
export type Reading = "text" | "decimal" | "date" | "boolean";

/** One thing that a row may say. */
export interface ImportField {
  readonly name: string;
  readonly about: string;
  readonly example: string;
  readonly reads: Reading;
  /** Every row must say it: by a column, or by a default for the whole file. */
  readonly required: boolean;
  /** What other systems call it; compared without case, accents, blanks and punctuation. */
  readonly synonyms: readonly string[];
}

/** What files of one kind say, and which things they bring. */
export interface ImportKind {
  readonly about: string;
  readonly fields: readonly ImportField[];
  /** Rows next to each other with the same value here are one thing. */
  readonly groupedBy?: string;
}

type More = { readonly reads?: Reading; readonly synonyms?: readonly string[] };

/** A field that a row need not have. */
export const field = (name: string, about: string, example: string, { reads = "text", synonyms = [] }: More = {}): ImportField => ({
  name,
  about,
  example,
  reads,
  required: false,
  synonyms,
});
/** A field that every row has. */
export const required = (name: string, about: string, example: string, more: More = {}): ImportField => ({
  ...field(name, about, example, more),
  required: true,
});
