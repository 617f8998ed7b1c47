import { DeadLetterId } from "../../domain/kernel/values.ts";
import { DeadLetters } from "../../domain/platform/dead-letter.table.ts";
import { history } from "../_runtime/history.ts";

export const useCase = history({
  summary: "List what happened to a fact that a use case could not work on, newest first",
  route: "GET /platform/dead-letters/{id}/facts",
  scope: "platform:read",
  of: DeadLetters,
  key: DeadLetterId,
});
export const { handler } = useCase;
