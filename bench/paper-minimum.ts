/**
 * The main job with three lines on paper: which units any design must spend that keeps an outbox, does everything exactly once and has books
 * that balance at every instant, and what ours spends beyond that and why. A write within a transaction costs two units for each started KB
 * of the item, a plain one costs one, an index entry one; a strongly consistent read costs one for each started 4 KB, another half of one
 * (DynamoDB guide, "DynamoDB on-demand capacity mode: read and write request units").
 */
export interface Item {
  readonly what: string;
  readonly write: number;
  readonly read: number;
  readonly why: string;
}
const item = (what: string, write: number, read: number, why: string): Item => ({ what, write, read, why });

/** Nothing of this can be left out, however the tables are cut. */
export const MINIMUM: readonly Item[] = [
  item("opportunity", 2, 1, "it is closed in the same transaction, by what it says now"),
  item("customer and three products", 0, 2, "terms and prices, where a value some moments old will do"),
  item("order", 2, 0, "the document itself"),
  item("OrderPlaced", 2, 0, "the outbox: written with the order or lost with a crash"),
  item("idempotency mark", 2, 0, "a retried request finds its first answer"),
  item("order among its customer's", 1, 0, "one index entry: an order nobody finds is none"),
  item("three stock levels", 6, 0, "conditional additions that never promise a piece twice"),
  item("reservation", 2, 0, "what was set aside for whom; the second delivery finds it"),
  item("StockReserved", 2, 0, "the outbox of the reservation"),
  item("invoice series", 2, 1, "a number without gaps is read and moved on in the invoice's transaction"),
  item("invoice", 2, 0, "the document itself; the second delivery finds it"),
  item("invoice among its customer's", 1, 0, "one index entry"),
  item("journal entry", 2, 0, "the posting"),
  item("ledger totals", 2, 0, "all accounts of the month in one item, so that a reader always sees them balance"),
  item("InvoiceIssued", 2, 0, "the outbox of the invoice"),
  item("order hears StockReserved", 1, 0, "one conditional update of one item"),
  item("order hears InvoiceIssued", 1, 0, "one conditional update of one item"),
];

/** What ours spends beyond it. */
export const BEYOND: readonly Item[] = [
  item("the pipeline by stage", 2, 0, "the opportunity's index entry leaves one stage and enters another"),
  item("the stored answer", 2, 0, "the whole order as it was answered, kept for a replay byte for byte: more than 1 KB"),
  item("OpportunityWon", 2, 0, "a business fact of its own; no reaction of ours listens, other accounts may"),
  item("progress apart from the order", 2, 0, "what changes stays small while an order may have 500 lines"),
  item("the list of all orders", 1, 0, "a second index entry"),
  item("the list of what can be shipped", 1, 0, "the reservation's index entry: the warehouse sees the earliest promise of all orders first"),
  item("two timeline entries at the win", 4, 0, "the customer's timeline is written, not computed"),
  item("index of four facts", 4, 0, "the reconciler finds what never reached the bus without a scan"),
  item("invoice by order and in receivables", 2, 0, "two more index entries"),
  item("journal by month", 1, 0, "an index entry: the journal can be listed"),
  item("timeline entries of what was heard", 4, 0, "each in one transaction with the progress"),
  item("the progress within that transaction", 2, 0, "two units instead of one, for hearing it exactly once"),
  item("customer and products read strongly", 0, 2, "a price changed a second ago counts"),
  item("reservation read first", 0, 1, "a repeated delivery stops early; an order of many parts goes on where it stood"),
  item("stock levels read first", 0, 3, "what can only be reserved in part is decided, not found out by a refusal"),
  item("invoice read first", 0, 1, "a cancel that came before withholds it"),
];

/** Write or read units of a list of items. */
export const total = (items: readonly Item[], of: "write" | "read"): number => items.reduce((sum, each) => sum + each[of], 0);
