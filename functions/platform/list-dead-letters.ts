import * as z from "zod";
import { DeadLetterView, viewOfDeadLetter } from "../../domain/platform/dead-letter.ts";
import { DeadLetter, DeadLetters } from "../../domain/platform/dead-letter.table.ts";
import { list, paging } from "../_runtime/use-case.ts";

export const useCase = list({
  summary: "List facts that a use case could not work on, by status, the latest first",
  route: "GET /platform/dead-letters",
  scope: "platform:read",
  input: z.strictObject({ ...paging, status: DeadLetter.shape.status.default("waiting") }),
  item: DeadLetterView,
  columns: ["factName", "useCase", "subject", "status", "receivedAt", "times"],
  touches: [DeadLetters],
  async run({ status, ...page }, { store }) {
    const { items, ...more } = await store.query(DeadLetters, "byStatus", [status], { ...page, order: "descending" });
    return { ...more, items: items.map(viewOfDeadLetter) };
  },
});
export const { handler } = useCase;
