import { field, type ImportKind, required } from "./field.ts";

export const openingBalances: ImportKind = {
  about:
    "What stood on the accounts of the general ledger when you came, one balance a row, either as one signed amount or as debit and credit. Each is posted against opening balances (3900). Not receivables, stock and customer credits: they follow from documents.",
  fields: [
    field("reference", "Your number for this row; where not said, company, account, currency and date tell rows apart", "OB-1000-EUR", {
      synonyms: ["balance reference", "row reference", "external id", "id"],
    }),
    required("account", "Account of the chart", "1000", {
      synonyms: ["account code", "account number", "account no", "gl account", "ledger account", "konto", "kontonummer"],
    }),
    field("amount", "The balance in units of the currency: debits are more than 0, credits less", "12500.00", {
      reads: "decimal",
      synonyms: ["balance", "opening balance", "net balance", "saldo", "betrag"],
    }),
    field("debit", "The balance, where it is a debit", "12500.00", { reads: "decimal", synonyms: ["debit amount", "debit balance", "dr", "soll"] }),
    field("credit", "The balance, where it is a credit", "0.00", { reads: "decimal", synonyms: ["credit amount", "credit balance", "cr", "haben"] }),
    required("currency", "ISO 4217 code", "EUR", { synonyms: ["currency code", "waehrung"] }),
    field("company", "Legal entity whose books these are; MAIN where not said", "MAIN", { synonyms: ["company code", "legal entity", "entity", "mandant"] }),
    required("date", "The day the balance is posted on", "2026-01-01", {
      reads: "date",
      synonyms: ["posted on", "posting date", "opening date", "balance date", "as of", "as at", "buchungsdatum", "datum"],
    }),
    field("memo", "What to remember of it", "Taken over from the old books", { synonyms: ["description", "note", "text", "buchungstext"] }),
  ],
};
