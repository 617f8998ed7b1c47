import { field, type ImportField } from "./field.ts";

/** The columns of one postal address. `prefix` tells a second address of the same row apart, `of` says in words which one it is. */
export const addressFields = (prefix: "" | "shipping", of: string): ImportField[] => {
  const named = (name: string) => (prefix === "" ? name : prefix + name.charAt(0).toUpperCase() + name.slice(1));
  const words = (...synonyms: string[]) => ({
    synonyms: synonyms.flatMap((each) => (prefix === "" ? [each, `billing ${each}`, `invoice ${each}`] : [`${prefix} ${each}`, `delivery ${each}`])),
  });
  return [
    field(named("street"), `Street and number ${of}`, "Lindenstr. 4", words("street", "address", "address 1", "address line 1", "street address", "strasse")),
    field(named("street2"), `Second line ${of}`, "2nd floor", words("street 2", "address 2", "address line 2")),
    field(named("postalCode"), `Postal code ${of}`, "10969", words("postal code", "postcode", "zip", "zip code", "plz")),
    field(named("city"), `Town ${of}`, "Berlin", words("city", "town", "locality", "ort")),
    field(named("region"), `State or province ${of}`, "BE", words("region", "state", "province", "county")),
    field(named("country"), `Country ${of}, ISO 3166-1 alpha-2`, "DE", words("country", "country code", "land")),
  ];
};

/** What is known of anybody one does business with. `address` says in words which one is meant. */
export const partyFields = (address: string): ImportField[] => [
  field("email", "E-mail address", "orders@example.com", { synonyms: ["email address", "mail", "e-mail"] }),
  field("phone", "International phone number", "+49 30 1234567", { synonyms: ["telephone", "phone number", "tel", "mobile", "telefon"] }),
  field("taxId", "VAT or tax registration number", "DE123456789", {
    synonyms: ["vat number", "vat id", "vat", "vat registration number", "tax number", "tax registration number", "ust id", "ust-idnr"],
  }),
  ...addressFields("", address),
  field("currency", "ISO 4217 code; EUR where not said", "EUR", { synonyms: ["currency code", "waehrung"] }),
  field("paymentTermDays", "Days from the invoice date to the due date; 30 where not said", "30", {
    reads: "decimal",
    synonyms: ["payment terms", "payment term", "net days", "terms", "zahlungsziel"],
  }),
];
