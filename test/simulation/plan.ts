import * as fc from "fast-check";

/** A number that chooses among whatever there is when the command is played. */
const pick = fc.nat(1_000_000);
const tenth = fc.integer({ min: 1, max: 60 }).map((tenths) => tenths / 10);
const line = fc.record({ sku: fc.constantFrom("A", "B", "C", "S"), quantity: tenth, discountPercent: fc.constantFrom(0, 12.5, 25) });
const lines = fc.uniqueArray(line, { selector: ({ sku }) => sku, minLength: 1, maxLength: 4 });
const invoicing = fc.constantFrom("on-order", "on-shipment");

/** Everything people do between an order and its money, and what befalls the machines while they do. */
const command = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant("place" as const), lines, invoicing }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant("win" as const), lines, invoicing }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("receive" as const),
      sku: fc.constantFrom("A", "B", "C"),
      quantity: tenth,
      cost: fc.integer({ min: 1, max: 9_000 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("adjust" as const), sku: fc.constantFrom("A", "B", "C"), tenths: fc.integer({ min: -20, max: 20 }) }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant("ship" as const), order: pick, part: fc.option(tenth) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("pay" as const), invoice: pick, percent: fc.constantFrom(30, 100, 150) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("prepay" as const), minor: fc.integer({ min: 1, max: 50_000 }) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("cancel" as const), order: pick }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant("reviseProduct" as const), sku: fc.constantFrom("A", "B", "C", "S"), minor: fc.integer({ min: 1, max: 90_000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("reviseCustomer" as const), name: fc.constantFrom("Ada", "Bob", "Cyd") }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("post" as const), minor: fc.integer({ min: 1, max: 99_999 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("sendAgain" as const), request: pick }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("crash" as const), worker: pick }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("reconcile" as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 60 }) }) },
);
export type Command = typeof command extends fc.Arbitrary<infer Each> ? Each : never;

const rate = (most: number) => fc.integer({ min: 0, max: 100 }).map((percent) => (percent / 100) * most);
const faults = fc.record({ before: rate(0.04), after: rate(0.04), conflict: rate(0.15), throttle: rate(0.04), slow: rate(0.03) });

/** One company's day: its opening stock, and several people who work at once. */
const company = fc.record({
  onHand: fc.record({ A: fc.nat(8), B: fc.nat(5), C: fc.nat(3) }),
  people: fc.array(fc.array(command, { minLength: 4, maxLength: 9 }), { minLength: 1, maxLength: 3 }),
});

const plan = fc.record({
  companies: fc.array(company, { minLength: 2, maxLength: 2 }),
  faults,
  duplicate: rate(0.4),
  reorder: rate(0.6),
  stale: rate(0.5),
  /** On some days the whole runtime is ended in the middle and started again over what it kept. */
  restart: fc.nat(24).map((drawn) => drawn === 0),
});
export type Plan = typeof plan extends fc.Arbitrary<infer Each> ? Each : never;

/** The same seed, the same plan. */
export function planOf(seed: number): Plan {
  const [made] = fc.sample(plan, { seed, numRuns: 1 });
  if (made === undefined) throw new Error("no plan");
  return made;
}
