import { invoiceOf } from "./commands.ts";
import { type Figure, type Group, type Table, figure, median } from "./figure.ts";
import { jobs } from "./job.ts";
import { multiplier } from "./multiply.ts";
import { type Sample, queries } from "./queries.ts";
import { type Shop, openDeal, openShop } from "./shop.ts";
import { type System, startSystem } from "./system.ts";

/** Ten real orders of one customer, as history leaves them: shipped and paid, one cancelled. */
async function tenOrders(system: System, shop: Shop): Promise<Sample> {
  const settle = () => system.runtime.idle(120_000);
  let sample: Sample | undefined;
  let [shipmentId, paymentId, creditNoteId] = ["", "", ""];
  for (let nth = 0; nth < 10; nth += 1) {
    const opportunityId = await openDeal(shop);
    const orderId = await shop.call.made(`/sales/opportunities/${opportunityId}/win`, {});
    await settle();
    const invoice = await invoiceOf(shop, orderId);
    if (nth === 0) {
      await shop.call.data("POST", `/sales/orders/${orderId}/cancel`, { reason: "changed their mind" });
      // A credit note has its order's id.
      creditNoteId = orderId;
    } else {
      shipmentId = await shop.call.made("/inventory/shipments", { orderId });
      const payment = { customerId: shop.customerId, amount: invoice.open, method: "bank-transfer", allocations: [{ invoiceId: invoice.id }] };
      paymentId = await shop.call.made("/finance/payments", payment);
    }
    await settle();
    sample = { shop, orderId, invoiceId: invoice.id, shipmentId, paymentId, creditNoteId, opportunityId, importId: "", supplierId: "", deadLetterId: "" };
  }
  if (sample === undefined) throw new Error("no order was made");
  return sample;
}

interface Measured {
  readonly what: string;
  readonly units: number;
  readonly ms: readonly number[];
}

/** Every query and the main job as they are now. */
async function measure(system: System, sample: Sample, rounds: number): Promise<Measured[]> {
  const { meter } = system.runtime.backstage;
  const settle = () => system.runtime.idle(120_000);
  const spent = () => meter.report().reduce((sum, { readUnits, writeUnits }) => sum + readUnits + writeUnits, 0);
  const measured: Measured[] = [];
  // Imports and suppliers do not grow with orders.
  for (const { useCase, as, path } of queries.filter((query) => !/^(platform|purchasing)\//.test(query.useCase))) {
    await sample.shop.call.data("GET", path(sample));
    meter.reset();
    const ms: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const begun = performance.now();
      await sample.shop.call.data("GET", path(sample));
      ms.push(performance.now() - begun);
    }
    await settle();
    measured.push({ what: as === "" ? useCase : `${useCase}, ${as}`, units: spent() / rounds, ms });
  }
  const { win, stop } = jobs(system);
  const job: { units: number; ms: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const dealId = await openDeal(sample.shop);
    await settle();
    meter.reset();
    const { doneMs } = await win(sample.shop, dealId);
    await settle();
    // The first warms the functions up.
    if (round > 0) job.push({ units: spent(), ms: doneMs });
  }
  stop();
  return [...measured, { what: "the main job, three lines", units: median(job.map(({ units }) => units)), ms: job.map(({ ms }) => ms) }];
}

/** A tenth more is what pages of other rows may weigh. */
const SAME = 1.1;

/**
 * Every query and the main job at growing numbers of orders. Units must not grow. The first orders are real, the rest are copies of their items,
 * written straight into the table engine: half of them belong to a few customers, who have thousands, half to customers with ten each.
 */
export const growth: Group = async ({ quick, orders: sizes = quick ? [100, 200] : [1_000, 10_000, 100_000] }) => {
  const system = await startSystem();
  try {
    const first = await openShop(system, "growth");
    const shops: Shop[] = [first];
    for (let nth = 1; nth < (quick ? 1 : 5); nth += 1)
      shops.push({ ...first, customerId: await first.call.made("/sales/customers", { name: `Shop ${nth}`, currency: "EUR" }) });
    const samples: Sample[] = [];
    for (const shop of shops) samples.push(await tenOrders(system, shop));
    const [sample] = samples;
    if (sample === undefined) throw new Error("there is no shop");
    const kept = new Set(shops.map(({ customerId }) => customerId));
    const { copies, itemsPerCopy, close } = await multiplier(system, first.tenant, kept);
    // What is open now does not grow with history: one more order each, still owed, that is not copied.
    for (const shop of shops) {
      const orderId = await shop.call.made(`/sales/opportunities/${await openDeal(shop)}/win`, {});
      await system.runtime.idle(120_000);
      await shop.call.data("POST", "/inventory/shipments", { orderId });
    }
    const perCopy = 10 * shops.length;
    const figures: Figure[] = [];
    const base = new Map<string, Measured>();
    let written = 1;
    for (const orders of sizes) {
      const begun = performance.now();
      await copies(written, orders / perCopy);
      const seconds = (performance.now() - begun) / 1000;
      console.error(`growth: ${orders} orders are there, filled in ${seconds.toFixed(0)} s`);
      figures.push(figure(`filled to ${orders} orders`, "s", [seconds]));
      written = orders / perCopy;
      for (const each of await measure(system, sample, quick ? 2 : 9)) {
        const before = base.get(each.what) ?? each;
        base.set(each.what, before);
        const against = (value: number) => (before === each ? undefined : { what: `${sizes[0]} orders`, value });
        const name = `${each.what} at ${orders} orders`;
        figures.push(figure(name, "units", [each.units], against(before.units)), figure(name, "ms", each.ms, against(median(before.ms))));
      }
    }
    close();
    return { figures, tables: [table(sizes, [...base.keys()], figures)], notes: [`${itemsPerCopy} items are ${perCopy} orders.`, ...judged(figures)] };
  } finally {
    await system.stop();
  }
};

function table(sizes: readonly number[], names: readonly string[], figures: readonly Figure[]): Table {
  const of = (name: string, unit: string) =>
    sizes.map((size) => figures.find((each) => each.name === `${name} at ${size} orders` && each.unit === unit)?.median);
  const shown = (values: readonly (number | undefined)[]) => values.map((value) => value?.toFixed(1) ?? "");
  return {
    head: ["", ...sizes.map((size) => `units at ${size}`), ...sizes.map((size) => `ms at ${size}`)],
    rows: names.map((name) => [name, ...shown(of(name, "units")), ...shown(of(name, "ms"))]),
  };
}

function judged(figures: readonly Figure[]): string[] {
  const grown = figures.filter(({ unit, comparedWith }) => unit === "units" && (comparedWith?.ratio ?? 1) > SAME);
  return grown.length === 0
    ? ["No query's units grow with the number of orders."]
    : grown.map(({ name, comparedWith }) => `Grows: ${name} takes × ${comparedWith?.ratio.toFixed(1)} the units of ${comparedWith?.what}.`);
}
