import * as z from "zod";
import { JournalEntries, JournalEntry } from "../../domain/finance/journal-entry.table.ts";
import { CompanyCode, dateOf, MAIN_COMPANY, Period, periodOf } from "../../domain/kernel/values.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List what was posted in a period, by date, oldest first",
  route: "GET /finance/journal-entries",
  scope: "finance:read",
  input: z.strictObject({
    ...paging,
    company: CompanyCode.default(MAIN_COMPANY),
    period: Period.optional().meta({ description: "This month where not said" }),
  }),
  item: JournalEntry,
  columns: ["id", "postedOn", "currency", "memo"],
  touches: [JournalEntries],
  async run({ company, period, ...page }, { store, now }) {
    return store.query(JournalEntries, "byPeriod", [company, period ?? periodOf(dateOf(now))], page);
  },
});
export const { handler } = useCase;
