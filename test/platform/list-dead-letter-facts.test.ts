import { expect, it } from "vitest";
import { LETTER, withDeadLetter } from "./dead-letters.ts";

it("lists what happened to a dead letter, newest first", async () => {
  const w = await withDeadLetter();
  await w.must("platform/redrive-dead-letter", { path: { id: LETTER } });
  const facts = await w.must("platform/list-dead-letter-facts", { path: { id: LETTER } });
  expect(facts.map(({ name }: { name: string }) => name)).toEqual(["DeadLetterRedriven", "DeadLetterReceived"]);
});
