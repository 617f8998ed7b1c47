import { unsound } from "../walls/soundness.ts";
import type { Company } from "./play.ts";
import type { Item } from "./table.ts";

const near = (one: number, other: number) => Math.abs(one - other) < 1e-6;
const factsOf = (items: readonly Item[], name: string): any[] =>
  items.filter((item) => String(item["sk"]).startsWith("event#") && item["name"] === name).map(({ data }) => data);
const add = (to: Map<string, number>, key: string, by: number) => to.set(key, (to.get(key) ?? 0) + by);

/** Everything that is wrong with a company at rest, from its table and from its API. */
export async function wrongWith({ caller, orders }: Company, items: readonly Item[], strangers: readonly string[]): Promise<string[]> {
  const wrong = await unsound((path) => caller.read(path), ["MAIN"]);
  const shown: any[] = [];
  for (const id of orders) shown.push((await caller.read(`/sales/orders/${id}`)).data);
  return [
    ...wrong,
    ...ordersIn(shown),
    ...oncePerFact(items, orders),
    ...billedIn(items, shown),
    ...(await stockOf(caller, items)),
    ...ledgerOf(items),
    ...balancedEntries(items),
    ...(await owedOf(caller, shown)),
    ...strangers.filter((id) => JSON.stringify(items).includes(id)).map((id) => `holds ${id}, which is another company's`),
  ];
}

/** Each line is somewhere: set aside, waiting, gone or cancelled; and nothing is left half cancelled. */
const ordersIn = (shown: readonly any[]): string[] =>
  shown.flatMap(({ id, status, lines }) => [
    ...(status === "cancelling" ? [`order ${id} is still being cancelled`] : []),
    ...lines
      .filter(
        ({ kind, quantity, reserved, backOrdered, shipped, cancelled }: any) =>
          !near(reserved + backOrdered + shipped + cancelled, kind === "service" ? cancelled : quantity),
      )
      .map(({ lineNo }: any) => `line ${lineNo} of order ${id} does not add up`),
  ]);

/** Every order was told once, reserved once and, if it is billed at once, invoiced once; every shipment's cost was posted once. */
function oncePerFact(items: readonly Item[], orders: readonly string[]): string[] {
  const placed = factsOf(items, "OrderPlaced");
  const told = placed.map(({ orderId }) => orderId).toSorted();
  const wrong = JSON.stringify(told) === JSON.stringify(orders.toSorted()) ? [] : [`orders told: ${told.length}, acknowledged: ${orders.length}`];
  const invoices = factsOf(items, "InvoiceIssued");
  const shipments = factsOf(items, "ShipmentDispatched");
  for (const { orderId, invoicing, lines } of placed) {
    const issued = invoices.filter((invoice) => invoice.orderId === orderId).length;
    // Services are not shipped: they are billed with the order either way.
    const atOnce = invoicing === "on-order" || lines.some(({ kind }: any) => kind === "service") ? 1 : 0;
    const due = atOnce + (invoicing === "on-order" ? 0 : shipments.filter((shipment) => shipment.orderId === orderId).length);
    // A cancel that overtook the invoice of an order leaves nothing to bill at once.
    const withheld = items.some((item) => item["status"] === "withheld" && String(item["pk"]).endsWith(`#${orderId}`)) ? 1 : 0;
    if (issued !== due - withheld) wrong.push(`order ${orderId} has ${issued} invoices and should have ${due}`);
    const reserved = items.filter((item) => item["orderId"] === orderId && String(item["pk"]).endsWith(`#reservation#${orderId}`) && item["part"] === 0).length;
    if (reserved !== 1) wrong.push(`order ${orderId} was reserved ${reserved} times`);
  }
  return wrong;
}

/** Of each line as much is billed, less what was credited, as was agreed to be: what left, or what was not cancelled. */
function billedIn(items: readonly Item[], shown: readonly any[]): string[] {
  const billed = new Map<string, number>();
  const ofOrder = (part: string) => items.filter((item) => String(item["pk"]).includes(part) && item["lines"] !== undefined && item["orderId"] !== undefined);
  for (const { orderId, lines } of ofOrder("#invoice#")) for (const { lineNo, quantity } of lines) add(billed, `${orderId} ${lineNo}`, quantity);
  for (const { orderId, lines } of ofOrder("#credit-note#")) for (const { lineNo, quantity } of lines) add(billed, `${orderId} ${lineNo}`, -quantity);
  // What is worth less than a cent is not credited.
  const worthless = new Set(ofOrder("#invoice#").flatMap(({ orderId, total }) => (total?.minor === 0 || total === 0 ? [orderId] : [])));
  return shown
    .filter(({ id }) => !worthless.has(id))
    .flatMap(({ id, invoicing, lines }) =>
      lines
        .map(({ lineNo, kind, quantity, shipped, cancelled }: any) => ({
          lineNo,
          due: invoicing === "on-shipment" && kind === "goods" ? shipped : quantity - cancelled,
          is: billed.get(`${id} ${lineNo}`) ?? 0,
        }))
        .filter(({ due, is }: any) => !near(due, is))
        .map(({ lineNo, due, is }: any) => `line ${lineNo} of order ${id}: ${is} billed, ${due} due`),
    );
}

/** What the facts say came and went is what is there. */
async function stockOf(caller: Company["caller"], items: readonly Item[]): Promise<string[]> {
  const moved = new Map<string, number>();
  for (const { lines } of factsOf(items, "GoodsReceived")) for (const { sku, quantity } of lines) add(moved, sku, quantity);
  for (const { lines } of factsOf(items, "ShipmentDispatched"))
    for (const { sku, quantity, kind } of lines) if (kind !== "service" && sku !== "S") add(moved, sku, -quantity);
  for (const { sku, quantity } of factsOf(items, "StockAdjusted")) add(moved, sku, quantity);
  const { data } = await caller.read("/inventory/stock-levels?limit=100");
  return data
    .filter(({ sku, onHand }: any) => !near(onHand, moved.get(sku) ?? 0))
    .map(({ sku, onHand }: any) => `on hand of ${sku} is ${onHand}, its moves come to ${moved.get(sku) ?? 0}`);
}

/** The stock ledger comes to what each level says, in pieces and to the cent. */
function ledgerOf(items: readonly Item[]): string[] {
  const [pieces, value] = [new Map<string, number>(), new Map<string, number>()];
  for (const move of items.filter(({ pk }) => String(pk).includes("#stock-move#"))) {
    add(pieces, move["sku"], move["quantity"]);
    add(value, move["sku"], move["value"].minor);
  }
  return items
    .filter((item) => String(item["pk"]).includes("#stock-level#") && item["onHand"] !== undefined)
    .filter(({ sku, onHand, valueMinor }) => !near(onHand, pieces.get(sku) ?? 0) || valueMinor !== (value.get(sku) ?? 0))
    .map(({ sku, onHand, valueMinor }) => `the ledger of ${sku} comes to ${pieces.get(sku)} and ${value.get(sku)}, its level says ${onHand} and ${valueMinor}`);
}

/** Each entry for itself: debits are credits. */
const balancedEntries = (items: readonly Item[]): string[] =>
  items
    .filter((item) => String(item["pk"]).includes("#journal-entry#") && item["lines"] !== undefined)
    .filter(({ lines }) => lines.reduce((sum: number, { debit = 0, credit = 0 }: any) => sum + debit - credit, 0) !== 0)
    .map(({ pk }) => `${pk} does not balance`);

/** What sales believes is owed is what finance has open. */
async function owedOf(caller: Company["caller"], shown: readonly any[]): Promise<string[]> {
  let open = 0;
  let next: string | undefined;
  do {
    const page = await caller.read(`/finance/invoices?status=open&limit=100${next === undefined ? "" : `&cursor=${next}`}`);
    for (const invoice of page.data) open += invoice.open.minor;
    next = page.next;
  } while (next !== undefined);
  const owed = shown.reduce((sum, order) => sum + order.owed.minor, 0);
  return owed === open ? [] : [`sales believes ${owed} is owed, finance has ${open} open`];
}
