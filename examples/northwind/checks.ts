import { type Check, check } from "../kit/check.ts";
import type { Books } from "./books.ts";
import { exactCents, exactGross, exactNet, roundedCents, total, usd, written } from "./exact.ts";
import type { Played } from "./play.ts";
import type { Northwind } from "./read.ts";
import { known } from "./rules.ts";

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Everything that must hold at the end, computed from the documents that Weft gives back and compared with the data and the ledger. */
export function checksOf(northwind: Northwind, played: Played, books: Books): Check[] {
  return [...revenue(northwind, books), ...numbers(books), ...stock(northwind, played, books), ...money(played, books), ...balance(books)];
}

function revenue({ orders }: Northwind, { invoices, trialBalance }: Books): Check[] {
  const dataLines = orders.flatMap(({ details }) =>
    details.map(({ quantity, unitPrice, discount }) => ({ quantity, unitPrice: { minor: unitPrice }, discountPercent: discount })),
  );
  const lines = invoices.flatMap((invoice) => invoice.lines);
  const [gross, net] = [total(lines.map(exactGross)), total(lines.map(exactNet))];
  const rounded = sum(lines.map((line) => line.net.minor));
  const ledger = -(trialBalance.find(({ account }) => account === "4000")?.closing.minor ?? 0);
  const added = lines.map((line) => exactCents(roundedCents(exactNet(line))) - exactNet(line));
  const [up, down] = [added.filter((each) => each > 0n), added.filter((each) => each < 0n)];
  const complete = orders.length === known.orders;
  return [
    check(invoices.length === orders.length && lines.length === dataLines.length, `${invoices.length} invoices of ${lines.length} lines, one for each order`),
    check(
      gross === total(dataLines.map(exactGross)) && (!complete || written(gross) === known.gross),
      `gross value of all lines ${written(gross)}, as the data has it`,
    ),
    check(
      net === total(dataLines.map(exactNet)) && (!complete || written(exactCents(roundedCents(net))) === known.net),
      `net of discounts ${written(net)} exactly, rounded once ${usd(roundedCents(net))}, as the data has it`,
    ),
    check(
      lines.every((line) => line.net.minor === roundedCents(exactNet(line))) && rounded === sum(invoices.map((invoice) => invoice.net.minor)),
      `each line is rounded once by itself: ${up.length} up by ${written(total(up))}, ${down.length} down by ${written(-total(down))}; invoices come to ${usd(rounded)}`,
    ),
    check(
      ledger === rounded && exactCents(ledger) === net + total(added),
      `the ledger's sales are the invoices' ${usd(ledger)}: ${written(net)} and ${written(total(added))} of rounding`,
    ),
  ];
}

/** Every year's numbers are 1, 2, 3 … without a gap. */
function numbers({ invoices }: Books): Check[] {
  const byYear = [...Map.groupBy(invoices, ({ issuedOn }) => issuedOn.slice(0, 4))].sort(([a], [b]) => a.localeCompare(b));
  return byYear.map(([year, ofYear]) => {
    const given = ofYear.map(({ number }) => number).sort();
    return check(
      given.every((number, at) => number === `MAIN-${year}-${String(at + 1).padStart(6, "0")}`),
      `${given.length} invoice numbers of ${year} from ${given[0]} to ${given.at(-1)} without a gap`,
    );
  });
}

function stock({ orders }: Northwind, { received }: Played, { levels, shipments, waiting, trialBalance, orders: told }: Books): Check[] {
  const of = (lines: readonly { readonly sku: string; readonly quantity: number }[], sku: string) =>
    sum(lines.filter((line) => line.sku === sku).map(({ quantity }) => quantity));
  const left = shipments.flatMap(({ lines }) => lines);
  const kept = (side: "reserved" | "backOrdered", sku: string) => sum(waiting.filter((line) => line.sku === sku).map((line) => line[side]));
  const wrong = levels.filter(({ sku, onHand }) => onHand !== (received.get(sku) ?? 0) - of(left, sku));
  const astray = levels.filter(({ sku, reserved, backOrdered }) => reserved !== kept("reserved", sku) || backOrdered !== kept("backOrdered", sku));
  const shipped = orders.filter(({ shippedDate }) => shippedDate !== undefined);
  const ordered = sum(orders.filter(({ shippedDate }) => shippedDate === undefined).flatMap(({ details }) => details.map(({ quantity }) => quantity)));
  const [set, lacking] = [sum(waiting.map(({ reserved }) => reserved)), sum(waiting.map(({ backOrdered }) => backOrdered))];
  const worth = sum(levels.map(({ value }) => value?.minor ?? 0));
  return [
    check(
      wrong.length === 0,
      `on hand is opening and receipts less shipments for all ${levels.length} products (${sum(levels.map(({ onHand }) => onHand))} packages)`,
    ),
    check(
      shipments.length === shipped.length && told.filter(({ fulfilment }) => fulfilment === "shipped").length === shipped.length,
      `${shipments.length} shipments, each on the day and for all of its order`,
    ),
    check(
      astray.length === 0 && set + lacking === ordered,
      `${orders.length - shipped.length} orders have not left: of ${ordered} packages ${set} are set aside and ${lacking} waited for`,
    ),
    check(worth === trialBalance.find(({ account }) => account === "1200")?.closing.minor, `stock is worth ${usd(worth)}, in the warehouse as in the ledger`),
  ];
}

function money({ payments }: Played, { invoices, trialBalance, receivables }: Books): Check[] {
  const closing = (code: string) => trialBalance.find(({ account }) => account === code)?.closing.minor ?? 0;
  const [billed, paid, open] = [sum(invoices.map((invoice) => invoice.total.minor)), sum(payments), sum(invoices.map((invoice) => invoice.open.minor))];
  return [
    check(
      open === billed - paid && closing("1100") === open && receivables === open,
      `receivables ${usd(open)} are invoices ${usd(billed)} less ${payments.length} payments ${usd(paid)}, in the ledger, the invoices and the ageing alike`,
    ),
    check(closing("1000") === paid, `what was paid is in the bank: ${usd(closing("1000"))}`),
  ];
}

function balance({ trialBalance, salesByYear }: Books): Check[] {
  const sales = -(trialBalance.find(({ account }) => account === "4000")?.closing.minor ?? 0);
  return [
    check(sum(trialBalance.map(({ closing }) => closing.minor)) === 0, "the trial balance balances"),
    check(sum([...salesByYear.values()]) === sales, "the years' sales add up to all sales"),
  ];
}
