import { expect, it } from "vitest";
import { LETTER, withDeadLetter } from "./dead-letters.ts";

it("shows a dead letter to its tenant only", async () => {
  const w = await withDeadLetter();
  expect(await w.must("platform/show-dead-letter", { path: { id: LETTER } })).toMatchObject({ id: LETTER, subject: "01JD3Z7Q8R5T6V9W0X1Y2Z3A4C" });
  const other = await w.call("platform/show-dead-letter", { path: { id: LETTER }, tenant: `${w.tenant}x` });
  expect([other.status, other.body.code]).toEqual([404, "dead_letter_not_found"]);
  expect((await w.call("platform/show-dead-letter", { path: { id: "anything" } })).status).toBe(400);
});
