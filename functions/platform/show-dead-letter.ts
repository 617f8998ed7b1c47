import * as z from "zod";
import { DeadLetterView, viewOfDeadLetter } from "../../domain/platform/dead-letter.ts";
import { DeadLetterId } from "../../domain/kernel/values.ts";
import { DeadLetters } from "../../domain/platform/dead-letter.table.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show a fact that a use case could not work on",
  route: "GET /platform/dead-letters/{id}",
  scope: "platform:read",
  input: z.strictObject({ id: DeadLetterId }),
  output: DeadLetterView,
  title: "factName",
  refuses: { dead_letter_not_found: "not_found" },
  touches: [DeadLetters],
  run: async ({ id }, { store }) => viewOfDeadLetter(await store.get(DeadLetters, id)),
});
export const { handler } = useCase;
