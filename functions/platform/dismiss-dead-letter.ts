import { DeadLetterView, DismissDeadLetter, dismissDeadLetter, waitingRefusals } from "../../domain/platform/dead-letter.ts";
import { DeadLetters } from "../../domain/platform/dead-letter.table.ts";
import { DeadLetterDismissed } from "../../events/platform/dead-letter-dismissed.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Dismiss a dead letter: say why nothing is to be done about it",
  route: "POST /platform/dead-letters/{id}/dismiss",
  scope: "platform:write",
  offered: { status: ["waiting"] },
  danger: true,
  input: DismissDeadLetter,
  output: DeadLetterView,
  emits: [DeadLetterDismissed],
  refuses: { ...waitingRefusals, dead_letter_not_found: "not_found" },
  touches: [DeadLetters],
  guards: DeadLetters,
  run: async ({ id, reason }, { store, moment }) => store.commit(dismissDeadLetter(await store.get(DeadLetters, id), reason, moment)),
});
export const { handler } = useCase;
