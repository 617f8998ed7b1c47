import { OrderId } from "../../domain/kernel/values.ts";
import { Customers } from "../../domain/sales/customer.table.ts";
import { catalogueOf, skusOf } from "../../domain/sales/order-line.ts";
import { OrderView } from "../../domain/sales/order-view.ts";
import { PlaceOrder, placeOrder, placeRefusals } from "../../domain/sales/order.ts";
import { OrderProgress, Orders } from "../../domain/sales/order.table.ts";
import { ProductCopies } from "../../domain/sales/product-copy.table.ts";
import { Timeline } from "../../domain/sales/timeline.table.ts";
import { OrderPlaced } from "../../events/sales/order-placed.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Place an order: it is reserved and billed without a further call",
  route: "POST /sales/orders",
  scope: "sales:write",
  offered: { status: ["active"] },
  input: PlaceOrder,
  output: OrderView,
  emits: [OrderPlaced],
  refuses: { ...placeRefusals, customer_not_found: "not_found" },
  touches: [Customers, ProductCopies, Orders, OrderProgress, Timeline],
  status: 201,
  locates: "id",
  async run(input, { store, moment, newId }) {
    const [customer, products] = await Promise.all([store.get(Customers, input.customerId), store.getMany(ProductCopies, skusOf(input.lines))]);
    return store.commit(placeOrder(input, customer, catalogueOf(products), newId(OrderId), moment));
  },
});
export const { handler } = useCase;
