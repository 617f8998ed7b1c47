import * as z from "zod";
import { InvoiceSummary, summarise } from "../../domain/finance/invoice-view.ts";
import { Invoice, Invoices } from "../../domain/finance/invoice.table.ts";
import { CompanyCode, CustomerId, MAIN_COMPANY, OrderId } from "../../domain/kernel/values.ts";
import { list, paging } from "../_runtime/use-case.ts";
import { invoicesByStatus } from "../_steps/finance/invoices-by-status.ts";

const filters = { orderId: OrderId.optional(), customerId: CustomerId.optional(), status: Invoice.shape.status.optional() };

export const useCase = list({
  summary: "List invoices of an order, of a customer (what is open first), or of a company by status",
  route: "GET /finance/invoices",
  scope: "finance:read",
  input: z
    .strictObject({
      ...paging,
      ...filters,
      company: CompanyCode.default(MAIN_COMPANY).meta({ description: "Whose invoices, where neither order nor customer is named" }),
    })
    .refine((given) => Object.keys(filters).filter((name) => Object.hasOwn(given, name)).length <= 1, {
      path: ["status"],
      message: "name one of orderId, customerId and status",
    }),
  item: InvoiceSummary,
  columns: ["number", "customerId", "issuedOn", "dueOn", "status", "total", "open"],
  touches: [Invoices],
  async run({ orderId, customerId, status, company, ...page }, { store }) {
    const newestFirst = { ...page, order: "descending" } as const;
    const found =
      orderId !== undefined
        ? await store.query(Invoices, "byOrder", [orderId], newestFirst)
        : customerId !== undefined
          ? await store.query(Invoices, "byCustomer", [customerId], newestFirst)
          : await invoicesByStatus(store, company, status, page);
    return { ...found, items: found.items.flatMap((item) => (item.status === "withheld" ? [] : [summarise(item)])) };
  },
});
export const { handler } = useCase;
