import { field, type ImportKind, required } from "./field.ts";

export const openingStock: ImportKind = {
  about:
    "What stood on the shelves when you came, one product a row, with what one unit cost. Products are there before. It counts from now on and is posted against opening balances (3900). A product is brought once: later differences are counted and adjusted.",
  fields: [
    required("sku", "Product", "CHAIR-OAK", {
      synonyms: [
        "product",
        "product code",
        "product id",
        "product no",
        "item",
        "item code",
        "item no",
        "item number",
        "article",
        "article number",
        "artikelnummer",
      ],
    }),
    required("quantity", "How much there is, in the product's unit", "12", {
      reads: "decimal",
      synonyms: ["qty", "on hand", "quantity on hand", "stock", "stock on hand", "units in stock", "bestand", "menge"],
    }),
    required("unitCost", "What one unit cost, in units of the currency (IAS 2.10)", "80.00", {
      reads: "decimal",
      synonyms: ["cost", "unit cost", "cost price", "average cost", "standard cost", "purchase price", "einstandspreis"],
    }),
    required("currency", "ISO 4217 code of the cost", "EUR", { synonyms: ["currency code", "cost currency", "waehrung"] }),
    field("company", "Legal entity whose stock it is; MAIN where not said", "MAIN", { synonyms: ["company code", "legal entity", "entity", "mandant"] }),
    field("countedOn", "The day it was counted; today where not said", "2026-01-01", {
      reads: "date",
      synonyms: ["date", "count date", "counting date", "as of", "as at", "opening date", "inventurdatum", "datum"],
    }),
  ],
};
