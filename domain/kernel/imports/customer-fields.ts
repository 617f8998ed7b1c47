import { type ImportKind, required } from "./field.ts";
import { addressFields, partyFields } from "./party-fields.ts";

export const customers: ImportKind = {
  about: "Customers, one a row. The reference is what tells them apart: a row with a known one changes that customer; an empty cell changes nothing.",
  fields: [
    required("reference", "Your number for this customer", "C-1001", {
      synonyms: [
        "customer reference",
        "customer number",
        "customer no",
        "customer id",
        "customer",
        "account number",
        "debtor number",
        "external id",
        "id",
        "kundennummer",
      ],
    }),
    required("name", "Name of the firm or person", "Ada's Bikes", {
      synonyms: ["customer name", "company", "company name", "organisation", "organization", "display name", "firma"],
    }),
    ...partyFields("of the billing address"),
    ...addressFields("shipping", "of the address goods go to"),
  ],
};
