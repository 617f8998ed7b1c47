import { setTimeout as sleep } from "node:timers/promises";
import type { Caller } from "./caller.ts";
import type { Host } from "./host.ts";
import type { Command, Plan } from "./plan.ts";

type Day = Plan["companies"][number];
const eur = (minor: number) => ({ minor, currency: "EUR" });
const oneOf = <Each>(all: readonly Each[], pick: number): Each | undefined => all[pick % Math.max(1, all.length)];

/** What a company knows of itself: made once the shop is open, filled while it works. */
export interface Company {
  readonly caller: Caller;
  readonly customerId: string;
  readonly orders: string[];
}

/** A customer, four products and the opening stock, before anything goes wrong. */
export async function openShop(caller: Caller, day: Day, settle: () => Promise<void>): Promise<Company> {
  const { id: customerId } = await caller.must("POST", "/sales/customers", { name: "Ada's Bikes", currency: "EUR" });
  for (const [sku, minor, kind] of [
    ["A", 333, "goods"],
    ["B", 777, "goods"],
    ["C", 10_000, "goods"],
    ["S", 4_500, "service"],
  ] as const)
    await caller.must("POST", "/catalog/products", { sku, name: sku, kind, listPrice: eur(minor), taxCode: sku === "C" ? "Z" : "S19" });
  await settle();
  for (const [sku, quantity] of Object.entries(day.onHand))
    if (quantity > 0) await caller.must("POST", "/inventory/receipts", { lines: [{ sku, quantity, unitCost: eur(123) }] });
  await settle();
  return { caller, customerId, orders: [] };
}

/** Plays one command. What the business refuses is an answer like any other. */
export async function play(command: Command, { caller, customerId, orders }: Company, host: Host): Promise<void> {
  const order = "order" in command ? oneOf(orders, command.order) : undefined;
  switch (command.does) {
    case "place":
      orders.push((await caller.must("POST", "/sales/orders", { customerId, lines: command.lines, invoicing: command.invoicing })).id);
      return;
    case "win": {
      const { id } = await caller.must("POST", "/sales/opportunities", { customerId, title: "A deal", lines: command.lines });
      orders.push((await caller.must("POST", `/sales/opportunities/${id}/win`, { invoicing: command.invoicing })).id);
      return;
    }
    case "receive":
      await caller.must("POST", "/inventory/receipts", { lines: [{ sku: command.sku, quantity: command.quantity, unitCost: eur(command.cost) }] });
      return;
    case "adjust":
      await caller.write("POST", "/inventory/adjustments", { sku: command.sku, quantity: (command.tenths || 1) / 10, reason: "count" });
      return;
    case "ship":
      if (order !== undefined)
        await caller.write("POST", "/inventory/shipments", {
          orderId: order,
          ...(command.part === null ? {} : { lines: [{ lineNo: 1, quantity: command.part }] }),
        });
      return;
    case "cancel":
      if (order !== undefined) await caller.write("POST", `/sales/orders/${order}/cancel`, { reason: "changed plans" });
      return;
    case "pay": {
      const { data } = await caller.read("/finance/invoices?status=open&limit=100");
      const invoice = oneOf<any>(data, command.invoice);
      if (invoice === undefined) return;
      const minor = Math.max(1, Math.round((invoice.open.minor * command.percent) / 100));
      // Somebody else may have paid it meanwhile.
      await caller.write("POST", "/finance/payments", { customerId, amount: eur(minor), method: "card", allocations: [{ invoiceId: invoice.id }] });
      return;
    }
    case "prepay":
      await caller.write("POST", "/finance/payments", { customerId, amount: eur(command.minor), method: "card", allocations: [] });
      return;
    case "reviseProduct":
      await caller.write("PATCH", `/catalog/products/${command.sku}`, { listPrice: eur(command.minor) });
      return;
    case "reviseCustomer":
      await caller.write("PATCH", `/sales/customers/${customerId}`, { name: command.name });
      return;
    case "post":
      await caller.must("POST", "/finance/journal-entries", {
        currency: "EUR",
        lines: [
          { account: "6000", debit: command.minor },
          { account: "1000", credit: command.minor },
        ],
      });
      return;
    case "sendAgain": {
      const earlier = oneOf(caller.answered, command.request);
      if (earlier === undefined || earlier.method !== "POST" || earlier.answer.status >= 300) return;
      const answer = await caller.again(earlier);
      if (answer.text !== earlier.answer.text)
        throw new Error(`${earlier.method} ${earlier.path} sent again answered ${answer.text}, and before ${earlier.answer.text}`);
      return;
    }
    case "crash":
      host.runtime.backstage.lambda.crash((below) => command.worker % below);
      return;
    case "reconcile":
      reconcile(host);
      return;
    case "wait":
      await sleep(command.ms);
  }
}

function reconcile({ runtime }: Host): void {
  const schedule = runtime.model.schedules.find(({ name }) => name.includes("reconcile-facts"));
  if (schedule === undefined) throw new Error("nothing reconciles facts");
  runtime.runSchedule(schedule.name);
}
