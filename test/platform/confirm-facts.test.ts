import { beforeAll, describe, expect, it } from "vitest";
import { confirmedIds } from "../../functions/_runtime/fact-ledger.ts";
import { handler } from "../../functions/platform/confirm-facts.ts";
import { lambdaContext } from "../kit/gateway-event.ts";
import { openTable } from "../kit/table.ts";

beforeAll(openTable);
const heard = (...facts: [id: string, occurredAt: string][]) =>
  handler(
    { Records: facts.map(([id, occurredAt]) => ({ body: JSON.stringify({ detail: { metadata: { id, occurredAt } } }) })) } as never,
    lambdaContext() as never,
  );

describe("confirm facts", () => {
  it("writes down what was delivered by its ten minutes, and the same batch twice is the same", async () => {
    const batch: [string, string][] = [
      ["a", "2026-11-23T09:09:59.999Z"],
      ["b", "2026-11-23T09:10:00.000Z"],
      ["a", "2026-11-23T09:09:59.999Z"],
    ];
    await heard(...batch);
    await heard(...batch);
    await heard(["c", "2026-11-23T09:01:00.000Z"]);
    expect(await confirmedIds("2026-11-23T09:0")).toEqual(new Set(["a", "c"]));
    expect(await confirmedIds("2026-11-23T09:1")).toEqual(new Set(["b"]));
  });

  it("fails as a whole on a message that is no fact, so that the batch comes again", async () => {
    await expect(handler({ Records: [{ body: "{}" }] } as never, lambdaContext() as never)).rejects.toThrow();
  });
});
