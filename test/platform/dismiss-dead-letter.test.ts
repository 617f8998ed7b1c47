import { expect, it } from "vitest";
import { LETTER, withDeadLetter } from "./dead-letters.ts";

it("dismisses a dead letter for a reason, which stays with it and is not told around", async () => {
  const w = await withDeadLetter();
  expect((await w.call("platform/dismiss-dead-letter", { path: { id: LETTER }, body: {} })).status).toBe(400);
  const body = { reason: "Billed by hand for Ada Lovelace" };
  expect(await w.must("platform/dismiss-dead-letter", { path: { id: LETTER }, body })).toMatchObject({ status: "dismissed", ...body });
  expect(JSON.stringify(w.facts("DeadLetterDismissed"))).not.toContain("Lovelace");
  for (const what of ["platform/dismiss-dead-letter", "platform/redrive-dead-letter"]) {
    const again = await w.call(what, { path: { id: LETTER }, body: what.includes("dismiss") ? body : {} });
    expect([again.status, again.body.code]).toEqual([409, "not_waiting"]);
  }
});
