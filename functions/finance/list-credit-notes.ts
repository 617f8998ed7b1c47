import * as z from "zod";
import { CreditNoteView, viewOfNote } from "../../domain/finance/credit-note-view.ts";
import { CreditNotes } from "../../domain/finance/credit-note.table.ts";
import { CustomerId } from "../../domain/kernel/values.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List credit notes, of one customer or all, newest first",
  route: "GET /finance/credit-notes",
  scope: "finance:read",
  input: z.strictObject({ ...paging, customerId: CustomerId.optional() }),
  item: CreditNoteView,
  columns: ["number", "customerId", "issuedOn", "invoiceId", "total", "applied", "credit"],
  touches: [CreditNotes],
  async run({ customerId, ...page }, { store }) {
    const newestFirst = { ...page, order: "descending" } as const;
    const found =
      customerId === undefined
        ? await store.query(CreditNotes, "all", [], newestFirst)
        : await store.query(CreditNotes, "byCustomer", [customerId], newestFirst);
    return { ...found, items: found.items.map(viewOfNote) };
  },
});
export const { handler } = useCase;
