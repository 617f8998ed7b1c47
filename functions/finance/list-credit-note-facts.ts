import { CreditNotes } from "../../domain/finance/credit-note.table.ts";
import { CreditNoteId } from "../../domain/kernel/values.ts";
import { history } from "../_runtime/history.ts";

export const useCase = history({
  summary: "Show what was told of a credit note: who, when and why, newest first",
  route: "GET /finance/credit-notes/{id}/facts",
  scope: "finance:read",
  of: CreditNotes,
  key: CreditNoteId,
});
export const { handler } = useCase;
