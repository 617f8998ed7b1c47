import * as z from "zod";
import { type Client, each, eventually, Refused } from "../kit/client.ts";
import { customerBody, orderBody, productBody, supplierBody } from "./bodies.ts";
import type { Order } from "./demand.ts";
import { inOrder } from "./in-order.ts";
import type { Action, Company } from "./plan.ts";
import { products, suppliers } from "./products.ts";
import { Stage, WithId } from "./stage.ts";

/** More at once than a machine has cores: most of the time of each is spent waiting for what follows from it. */
const AT_ONCE = 12;
const Level = z.object({ sku: z.string() });
const Told = z.object({ id: z.string(), status: z.string() });

export interface Progress {
  readonly done: number;
  readonly of: number;
  /** The business day that was reached. */
  readonly on: string;
}

/**
 * Plays a company's plan into a tenant. `name` begins every Idempotency-Key: a play that was cut off and is begun again under the same name with the same plan
 * within a day goes on where it stopped, because what was done answers as it did.
 */
export async function play(client: Client, name: string, company: Company, tell: (progress: Progress) => void = () => {}): Promise<ReadonlyMap<Order, string>> {
  const stage = new Stage(client, name);
  await open(client, name, company, stage);
  let done = 0;
  await inOrder(company.steps, AT_ONCE, async ({ action }) => {
    await act(stage, action);
    done += 1;
    tell({ done, of: company.steps.length, on: action.on });
  });
  await allSettled(client, company, stage.orders);
  return stage.orders;
}

/** Customers, suppliers and products, until every context knows of the products. */
async function open(client: Client, name: string, { customers }: Company, stage: Stage): Promise<void> {
  await each(customers, AT_ONCE, async (customer) => {
    const { id } = await client.post("/sales/customers", `${name}-customer-${customer.no}`, customerBody(customer), WithId);
    stage.customers.set(customer, id);
  });
  await each([...suppliers.entries()], AT_ONCE, ([no, supplier]) =>
    client.post("/purchasing/suppliers", `${name}-supplier-${no}`, supplierBody(supplier), z.unknown()),
  );
  await each(products, AT_ONCE, (product) => client.post("/catalog/products", `${name}-product-${product.sku}`, productBody(product), z.unknown()));
  const stocked = products.filter(({ kind }) => kind === "goods");
  await eventually("a stock level for each product", async () => {
    const known = new Set((await client.list("/inventory/stock-levels", Level)).map(({ sku }) => sku));
    return stocked.every(({ sku }) => known.has(sku)) ? known : undefined;
  });
  await eventually("sales knows every product", () => salesKnows(client, stage));
}

/** Sales has no list of the products it knows: an order of all of them that is only tried tells. */
async function salesKnows(client: Client, stage: Stage): Promise<true | undefined> {
  const [first] = stage.customers;
  if (first === undefined) return true;
  const [customer, customerId] = first;
  const lines = products.map((product, at) => ({ lineNo: at + 1, product, quantity: 1, unitPrice: product.price, discountPercent: 0 }));
  const body = orderBody({ no: 0, customer, placedOn: "2000-01-03", promisedOn: "2000-01-03", lines }, customerId);
  try {
    await client.try("/sales/orders", body);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.code === "unknown_product") return undefined;
    throw error;
  }
}

function act(stage: Stage, action: Action): Promise<void> {
  switch (action.kind) {
    case "deal":
      return stage.openDeal(action.key, action.deal);
    case "lose":
      return stage.loseDeal(action.key, action.deal);
    case "order":
      return stage.order(action.key, action.order);
    case "receipt":
      return stage.receive(action.key, action.receipt);
    case "loss":
      return stage.lose(action.key, action.loss);
    case "cancel":
      return stage.cancel(action.key, action.cancellation);
    case "shipment":
      return stage.ship(action.key, action.shipment);
    case "payment":
      return stage.pay(action.key, action.payment);
    case "entry":
      return stage.post(action.key, action.entry);
  }
}

/** The last facts have arrived when every order has the status that its story gives it. */
async function allSettled(client: Client, { statuses }: Company, orders: ReadonlyMap<Order, string>): Promise<void> {
  const wanted = new Map([...orders].map(([order, id]) => [id, statuses.get(order) ?? ""]));
  let astray: string[] = [];
  const look = async () => {
    const told = await client.list("/sales/orders", Told);
    astray = told.flatMap(({ id, status }) => (wanted.has(id) && wanted.get(id) !== status ? [`${id} is ${status}, not ${wanted.get(id)}`] : []));
    return astray.length === 0 ? told : undefined;
  };
  await eventually("the status of each order as planned", look).catch((error: unknown) => {
    throw new Error(`${astray.length} orders are not as planned: ${astray.slice(0, 5).join(", ")}`, { cause: error });
  });
}
