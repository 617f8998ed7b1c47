import * as z from "zod";

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/**
 * An identifier: a ULID (26 characters of Crockford base 32, sorts by time). The brand keeps an order's id from being passed as a customer's.
 * `references`: the collection whose things have it, where one thing can be read: clients show a link.
 */
export const id = <const Name extends string>(name: Name, references?: `${string}/${string}`) =>
  z
    .string()
    .regex(ULID, "must be a ULID")
    .meta({
      description: `${name}, a ULID`,
      example: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B",
      ...(references === undefined ? {} : { "x-weft-references": references }),
    })
    .brand(name);

export const CustomerId = id("CustomerId", "sales/customers");
export type CustomerId = z.infer<typeof CustomerId>;
export const OpportunityId = id("OpportunityId", "sales/opportunities");
export type OpportunityId = z.infer<typeof OpportunityId>;
export const OrderId = id("OrderId", "sales/orders");
export type OrderId = z.infer<typeof OrderId>;
export const ShipmentId = id("ShipmentId", "inventory/shipments");
export type ShipmentId = z.infer<typeof ShipmentId>;
export const ReceiptId = id("ReceiptId");
export type ReceiptId = z.infer<typeof ReceiptId>;
export const AdjustmentId = id("AdjustmentId");
export type AdjustmentId = z.infer<typeof AdjustmentId>;
export const InvoiceId = id("InvoiceId", "finance/invoices");
export type InvoiceId = z.infer<typeof InvoiceId>;
export const CreditNoteId = id("CreditNoteId", "finance/credit-notes");
export type CreditNoteId = z.infer<typeof CreditNoteId>;
export const PaymentId = id("PaymentId", "finance/payments");
export type PaymentId = z.infer<typeof PaymentId>;
export const JournalEntryId = id("JournalEntryId");
export type JournalEntryId = z.infer<typeof JournalEntryId>;

export const SupplierId = id("SupplierId", "purchasing/suppliers");
export type SupplierId = z.infer<typeof SupplierId>;

export const ImportId = id("ImportId", "platform/imports");
export type ImportId = z.infer<typeof ImportId>;

/** A fact and the use case that could not work on it: `01JD3Z7Q8R5T6V9W0X1Y2Z3A4B.finance.issue-invoice-on-order-placed`. */
export const DeadLetterId = z
  .string()
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}\.[a-z]{1,20}\.[a-z][a-z0-9-]{1,80}$/, "must be a fact's id and a use case")
  .meta({
    description: "A fact's id and the use case that could not work on it",
    example: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B.finance.issue-invoice-on-order-placed",
    "x-weft-references": "platform/dead-letters",
  })
  .brand("DeadLetterId");
export type DeadLetterId = z.infer<typeof DeadLetterId>;

/** A moment, RFC 3339 in UTC, at most millisecond precision. */
export const Instant = z.iso.datetime({ precision: 3 }).meta({ description: "RFC 3339, UTC", example: "2026-11-23T09:30:00.000Z" });
export type Instant = z.infer<typeof Instant>;

/** A business date in the company's calendar, no time of day (ISO 8601 `YYYY-MM-DD`). */
export const BusinessDate = z.iso.date().meta({ description: "ISO 8601 calendar date", example: "2026-11-23" });
export type BusinessDate = z.infer<typeof BusinessDate>;

/** An accounting period: a calendar month, `YYYY-MM`. */
export const Period = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be YYYY-MM")
  .meta({ description: "Accounting period, a calendar month", example: "2026-11" });
export type Period = z.infer<typeof Period>;

/** A stock keeping unit: capital letters, digits, `.`, `_`, `-`. No `#` or `/`, so that it can stand in a key and in a path; lower case is refused so that two spellings are never two products. */
export const Sku = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9._-]{0,39}$/, "must be 1–40 capital letters, digits or . _ -, beginning with a letter or digit")
  .meta({ description: "Stock keeping unit", example: "CHAIR-OAK", "x-weft-references": "catalog/products" })
  .brand("Sku");
export type Sku = z.infer<typeof Sku>;
/** Searches for stock keeping units as they are typed: small letters count as capital ones. */
export const SkuBeginning = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, "must be how a stock keeping unit begins")
  .toUpperCase()
  .meta({ description: "Stock keeping units that begin so", example: "CHAIR", "x-weft-search": true });

/** A legal entity of the tenant: the keeper of one set of books and one invoice series. */
export const CompanyCode = z
  .string()
  .regex(/^[A-Z0-9]{1,12}$/, "must be 1–12 capital letters or digits")
  .meta({ description: "Legal entity whose books this touches", example: "MAIN" });
export type CompanyCode = z.infer<typeof CompanyCode>;
export const MAIN_COMPANY: CompanyCode = "MAIN";

/**
 * A VAT treatment that explains itself: the category code of EN 16931 (UNCL 5305) and, for `S`, the rate in percent.
 * `S19`, `S5.5` standard or reduced rate; `Z` zero rated; `E` exempt; `AE` reverse charge; `K` intra-community; `G` export; `O` outside the scope.
 */
export const TaxCode = z
  .string()
  .regex(/^(S(?!0+(\.0+)?$)\d{1,2}(\.\d{1,3})?|Z|E|AE|K|G|O)$/, "must be S followed by a rate in percent, or Z, E, AE, K, G, O")
  .meta({ description: "EN 16931 VAT category and rate", example: "S19" });
export type TaxCode = z.infer<typeof TaxCode>;

/** Text a person typed: trimmed, no control characters, never empty. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, "must not contain control characters");

/** When something is decided, and the story it belongs to: what a decision that tells of itself needs to know. */
export interface Moment {
  readonly at: Instant;
  /** Everything that follows from one request has its correlation id. */
  readonly correlationId: string;
  /** The request or fact that brought this about. */
  readonly causationId: string;
}

/** The days between an invoice's date and the day it is due: 0 is due at once. */
export const PaymentTermDays = z.int().min(0).max(365).meta({ description: "Days from the invoice date to the due date", example: 30 });

/** `on-order`: billed as soon as the order stands. `on-shipment`: each shipment is billed for what it carries. */
export const Invoicing = z.enum(["on-order", "on-shipment"]).meta({ description: "When the customer is billed" });
export type Invoicing = z.infer<typeof Invoicing>;

/** The position of a line in its document: 1 for the first. */
export const LineNo = z.int().min(1).max(500).meta({ description: "Position of the line in the order, from 1", example: 1 });

/** `YYYY-MM` of a business date. */
export const periodOf = (date: BusinessDate): Period => date.slice(0, 7);
/** The calendar date of an instant in UTC. */
export const dateOf = (at: Instant): BusinessDate => at.slice(0, 10);
/** The date so many days after another. */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
