import { expect, it } from "vitest";
import { handOver, LETTER, letterOf, withDeadLetter } from "./dead-letters.ts";

it("lists what waits, and what was done about the rest, by pages", async () => {
  const w = await withDeadLetter();
  const attributes = { DeadLetterQueueSourceArn: "arn:aws:sqs:eu-central-1:1:weft-test-inventory-reserve-stock-on-order-placed" };
  await handOver(letterOf(w.tenant, "m2", { attributes }));
  const useCases = async (query: Record<string, string> = {}) =>
    (await w.must("platform/list-dead-letters", { query })).map(({ useCase }: { useCase: string }) => useCase);
  expect((await useCases()).sort()).toEqual(["finance/issue-invoice-on-order-placed", "inventory/reserve-stock-on-order-placed"]);
  const { body } = await w.call("platform/list-dead-letters", { query: { limit: "1" } });
  expect([body.data[0].useCase, ...(await useCases({ limit: "1", cursor: body.next }))].sort()).toEqual(await useCases().then((all) => all.sort()));
  await w.must("platform/redrive-dead-letter", { path: { id: LETTER } });
  expect(await useCases()).toEqual(["inventory/reserve-stock-on-order-placed"]);
  expect(await useCases({ status: "redriven" })).toEqual(["finance/issue-invoice-on-order-placed"]);
  expect(await useCases({ status: "dismissed" })).toEqual([]);
});
