import { type ImportKind, required } from "./field.ts";
import { partyFields } from "./party-fields.ts";

export const suppliers: ImportKind = {
  about: "Suppliers, one a row. The reference is what tells them apart: a row with a known one changes that supplier; an empty cell changes nothing.",
  fields: [
    required("reference", "Your number for this supplier", "S-1001", {
      synonyms: [
        "supplier reference",
        "supplier number",
        "supplier no",
        "supplier id",
        "supplier code",
        "supplier",
        "vendor number",
        "vendor no",
        "vendor id",
        "vendor code",
        "vendor",
        "creditor number",
        "account number",
        "external id",
        "id",
        "lieferantennummer",
        "kreditorennummer",
      ],
    }),
    required("name", "Name of the firm or person", "Grain & Co", {
      synonyms: ["supplier name", "vendor name", "company", "company name", "organisation", "organization", "display name", "firma"],
    }),
    ...partyFields("of the supplier's address"),
  ],
};
