import { InvoiceId } from "../../domain/kernel/values.ts";
import { Invoices } from "../../domain/finance/invoice.table.ts";
import { history } from "../_runtime/history.ts";

export const useCase = history({
  summary: "Show what was told of an invoice: who, when and why, newest first",
  route: "GET /finance/invoices/{id}/facts",
  scope: "finance:read",
  of: Invoices,
  key: InvoiceId,
});
export const { handler } = useCase;
