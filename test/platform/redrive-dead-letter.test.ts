import { describe, expect, it } from "vitest";
import { FACT, LETTER, withDeadLetter } from "./dead-letters.ts";

describe("redrive a dead letter", () => {
  it("asks for its fact to be published again, once", async () => {
    const w = await withDeadLetter();
    expect(await w.must("platform/redrive-dead-letter", { path: { id: LETTER } })).toMatchObject({ status: "redriven", version: 2 });
    expect(w.facts("DeadLetterRedriven").map(({ data }) => data)).toMatchObject([{ factId: FACT, occurredAt: "2026-11-23T09:00:00.000Z" }]);
    const again = await w.call("platform/redrive-dead-letter", { path: { id: LETTER } });
    expect([again.status, again.body.code]).toEqual([409, "not_waiting"]);
    expect(w.facts("DeadLetterRedriven")).toHaveLength(1);
  });

  it("knows no dead letter of another tenant", async () => {
    const w = await withDeadLetter();
    const { status } = await w.call("platform/redrive-dead-letter", { path: { id: LETTER }, tenant: `${w.tenant}x` });
    expect(status).toBe(404);
    expect(await w.must("platform/show-dead-letter", { path: { id: LETTER } })).toMatchObject({ status: "waiting" });
  });
});
