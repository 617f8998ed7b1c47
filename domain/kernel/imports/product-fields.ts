import { field, type ImportKind, required } from "./field.ts";

export const products: ImportKind = {
  about:
    "Products, one a row. The SKU is what tells them apart: a row with a known one changes that product; an empty cell changes nothing. Kind and unit give meaning to every quantity and stay what they were.",
  fields: [
    required("sku", "Stock keeping unit: capital letters, digits and . _ -", "CHAIR-OAK", {
      synonyms: [
        "product",
        "product code",
        "product id",
        "product no",
        "product number",
        "item",
        "item code",
        "item no",
        "item number",
        "article",
        "article number",
        "id",
        "artikelnummer",
      ],
    }),
    required("name", "What it is called", "Oak chair", {
      synonyms: ["product name", "item name", "title", "designation", "bezeichnung", "artikelbezeichnung"],
    }),
    field("description", "What there is to say about it", "Solid oak, oiled", { synonyms: ["long description", "details", "notes", "beschreibung"] }),
    field("kind", "goods: stocked and shipped; service: only billed. goods where not said", "goods", {
      synonyms: ["type", "product type", "item type", "artikelart"],
    }),
    field("unit", "What a quantity of it counts; piece where not said", "piece", {
      synonyms: ["uom", "unit of measure", "quantity per unit", "einheit", "mengeneinheit"],
    }),
    field("listPrice", "Price of one unit before tax, in units of the currency; without one each order says its own", "129.90", {
      reads: "decimal",
      synonyms: ["price", "sales price", "unit price", "net price", "list price", "verkaufspreis", "preis"],
    }),
    field("currency", "ISO 4217 code of the price", "EUR", { synonyms: ["currency code", "price currency", "waehrung"] }),
    required("taxCode", "EN 16931 VAT category, with the rate where it is S", "S19", { synonyms: ["vat code", "tax category", "tax", "vat", "steuercode"] }),
    field("discontinued", "yes: no new order takes it", "no", { reads: "boolean", synonyms: ["inactive", "archived", "end of life", "ausgelaufen"] }),
  ],
};
