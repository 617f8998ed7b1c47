import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Money } from "../../domain/kernel/money.ts";
import { BusinessDate, CompanyCode, JournalEntryId } from "../../domain/kernel/values.ts";

export const JournalEntryPosted = defineEvent({
  context: "finance",
  name: "JournalEntryPosted",
  version: 1,
  visibility: "internal",
  about: "Somebody posted to the ledger by hand. Postings that follow from a document are told by the document's own fact.",
  noun: "journal-entry",
  subject: ({ entryId }) => `manual#${entryId}`,
  data: z.object({ entryId: JournalEntryId, company: CompanyCode, postedOn: BusinessDate, total: Money }),
});
