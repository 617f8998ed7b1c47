import { DeadLetterView, RedriveDeadLetter, redriveDeadLetter, waitingRefusals } from "../../domain/platform/dead-letter.ts";
import { DeadLetters } from "../../domain/platform/dead-letter.table.ts";
import { DeadLetterRedriven } from "../../events/platform/dead-letter-redriven.ts";
import { command } from "../_runtime/use-case.ts";

export const useCase = command({
  summary: "Redrive a dead letter: have its fact published again, once the cause is mended",
  route: "POST /platform/dead-letters/{id}/redrive",
  scope: "platform:write",
  offered: { status: ["waiting"] },
  input: RedriveDeadLetter,
  output: DeadLetterView,
  emits: [DeadLetterRedriven],
  refuses: { ...waitingRefusals, dead_letter_not_found: "not_found" },
  touches: [DeadLetters],
  guards: DeadLetters,
  run: async ({ id }, { store, moment }) => store.commit(redriveDeadLetter(await store.get(DeadLetters, id), moment)),
});
export const { handler } = useCase;
