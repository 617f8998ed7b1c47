import { field, type ImportKind, required } from "./field.ts";

export const openOrders: ImportKind = {
  about:
    "Orders that are still to be delivered, one line a row. Rows of one order follow each other; what is said of the whole order may stand in any of them. Customers and products are there before. Each is placed as if it had been typed in today: goods are reserved, and billed as they ship unless it says otherwise; services are billed at once.",
  groupedBy: "reference",
  fields: [
    required("reference", "Your number for this order: the same in each of its rows", "SO-4711", {
      synonyms: ["order reference", "order number", "order no", "order id", "order", "sales order", "document number", "auftragsnummer", "belegnummer"],
    }),
    field("customer", "Your number for the customer, as it stood in the file of customers", "C-1001", {
      synonyms: ["customer reference", "customer number", "customer no", "customer id", "account number", "debtor number", "kundennummer"],
    }),
    required("sku", "Product", "CHAIR-OAK", {
      synonyms: ["product", "product code", "product id", "item", "item number", "item no", "article", "article number", "artikelnummer"],
    }),
    required("quantity", "What is still to be delivered, in the product's unit", "2", {
      reads: "decimal",
      synonyms: ["qty", "open quantity", "quantity open", "outstanding quantity", "remaining quantity", "menge"],
    }),
    field("unitPrice", "Price of one unit before tax and discount, in units of the currency; the list price where not said", "129.90", {
      reads: "decimal",
      synonyms: ["price", "net price", "sales price", "price each", "einzelpreis", "preis"],
    }),
    field("discountPercent", "Discount of the line in percent", "5", { reads: "decimal", synonyms: ["discount", "discount %", "line discount", "rabatt"] }),
    field("taxCode", "EN 16931 VAT category and rate; the product's where not said", "S19", { synonyms: ["vat code", "tax category", "steuercode"] }),
    field("currency", "ISO 4217 code; the customer's where not said", "EUR", { synonyms: ["currency code", "waehrung"] }),
    field("company", "Legal entity that sells; MAIN where not said", "MAIN", { synonyms: ["company code", "legal entity", "entity", "mandant"] }),
    field("placedOn", "The day it was ordered; today where not said", "2026-11-02", {
      reads: "date",
      synonyms: ["order date", "date", "ordered on", "document date", "auftragsdatum", "datum"],
    }),
    field("promisedOn", "The day the customer was promised it; seven days after the order where not said", "2026-12-04", {
      reads: "date",
      synonyms: ["promised date", "delivery date", "requested delivery date", "due date", "ship date", "liefertermin", "lieferdatum"],
    }),
    field("paymentTermDays", "Days from the invoice date to the due date; the customer's where not said", "30", {
      reads: "decimal",
      synonyms: ["payment terms", "payment term", "net days", "terms", "zahlungsziel"],
    }),
    field("invoicing", "on-shipment: billed as it ships; on-order: billed at once, under the date of the order. on-shipment where not said", "on-shipment", {
      synonyms: ["billing", "invoice on"],
    }),
  ],
};
