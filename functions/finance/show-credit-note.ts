import * as z from "zod";
import { CreditNoteView, viewOfNote } from "../../domain/finance/credit-note-view.ts";
import { CreditNotes } from "../../domain/finance/credit-note.table.ts";
import { CreditNoteId } from "../../domain/kernel/values.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show a credit note with its lines and taxes, and where its amount went",
  route: "GET /finance/credit-notes/{id}",
  scope: "finance:read",
  input: z.strictObject({ id: CreditNoteId }),
  output: CreditNoteView,
  title: "number",
  refuses: { credit_note_not_found: "not_found" },
  touches: [CreditNotes],
  run: async ({ id }, { store }) => viewOfNote(await store.get(CreditNotes, id)),
});
export const { handler } = useCase;
