type Read = (path: string) => Promise<any>;

/** All rows of a list, however many pages it has. */
async function rows(read: Read, path: string): Promise<any[]> {
  const all: unknown[] = [];
  let next: string | undefined;
  do {
    const page = await read(`${path}${path.includes("?") ? "&" : "?"}limit=100${next === undefined ? "" : `&cursor=${next}`}`);
    all.push(...page.data);
    next = page.next;
  } while (next !== undefined);
  return all;
}
const add = (to: Map<string, number>, key: string, by: number) => to.set(key, (to.get(key) ?? 0) + by);
const unlike = (what: string, one: Map<string, number>, other: Map<string, number>) =>
  [...new Set([...one.keys(), ...other.keys()])]
    .filter((key) => (one.get(key) ?? 0) !== (other.get(key) ?? 0))
    .map((key) => `${what} in ${key}: ${one.get(key) ?? 0} against ${other.get(key) ?? 0}`);

/**
 * Everything that is wrong with a tenant's stock and books, read through the API when nothing is on its way any more:
 * stock adds up and nobody waits beside free goods, the books balance, the control accounts are what the documents say, numbers have no gaps.
 */
export async function unsound(read: Read, companies: readonly string[]): Promise<string[]> {
  const wrong: string[] = [];
  const [stock, ledgerStock] = [new Map<string, number>(), new Map<string, number>()];
  for (const level of await rows(read, "/inventory/stock-levels")) {
    const { sku, onHand, reserved, available, backOrdered } = level;
    if (reserved < 0 || available < 0 || Math.abs(reserved + available - onHand) > 1e-6) wrong.push(`stock of ${sku} does not add up`);
    if (Math.min(backOrdered, available) > 0) wrong.push(`somebody waits for ${sku} beside free goods`);
    if (level.value !== undefined) add(stock, level.value.currency, level.value.minor);
  }
  for (const company of companies) {
    const { data } = await read(`/finance/trial-balance?company=${company}&period=9999-12`);
    const [sum, owed, invoiced] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
    for (const { account, currency, closing } of data.accounts) {
      add(sum, currency, closing.minor);
      if (account === "1200") add(ledgerStock, currency, closing.minor);
      if (account === "1100") add(owed, currency, closing.minor);
    }
    wrong.push(...unlike(`the books of ${company}`, sum, new Map()));
    const numbers: string[] = [];
    for (const status of ["open", "paid", "credited"])
      for (const invoice of await rows(read, `/finance/invoices?company=${company}&status=${status}`)) {
        numbers.push(invoice.number);
        if (status === "open") add(invoiced, invoice.open.currency, invoice.open.minor);
      }
    wrong.push(...unlike(`receivables of ${company}`, owed, invoiced));
    for (const [series, of] of Map.groupBy(numbers, (number) => number.slice(0, -7))) {
      const counted = of.map((number) => Number(number.slice(-6))).toSorted((one, other) => one - other);
      if (counted.some((number, index) => number !== index + 1)) wrong.push(`invoice numbers of ${series} have gaps or twins`);
    }
  }
  return [...wrong, ...unlike("the value of stock", ledgerStock, stock)];
}
