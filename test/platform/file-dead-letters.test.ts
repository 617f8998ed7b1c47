import { describe, expect, it } from "vitest";
import { takeLines } from "../kit/logs.ts";
import { world } from "../kit/world.ts";
import { FACT, handOver, LETTER, letterOf, withDeadLetter } from "./dead-letters.ts";

describe("file dead letters", () => {
  it("files what was given up as a thing of its tenant, tells of it, and keeps what the fact says to itself", async () => {
    const w = await withDeadLetter();
    const [letter, ...others] = await w.must("platform/list-dead-letters");
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      id: LETTER,
      status: "waiting",
      useCase: "finance/issue-invoice-on-order-placed",
      factId: FACT,
      factContext: "sales",
      factName: "OrderPlaced",
      times: 1,
    });
    expect(JSON.stringify(letter)).not.toMatch(/Lovelace|messageId/);
    expect(w.facts("DeadLetterReceived").map(({ data }) => data)).toMatchObject([{ deadLetterId: LETTER, useCase: "finance/issue-invoice-on-order-placed" }]);
    expect(await w.must("platform/list-dead-letters", { tenant: `${w.tenant}x` })).toEqual([]);
  });

  it("counts it for the alarm of the use case that it belongs to", async () => {
    const w = await world();
    takeLines();
    await handOver(letterOf(w.tenant, "m1"));
    const metric = takeLines()
      .filter((line) => line.includes("_aws"))
      .map((line) => JSON.parse(line))
      .find((line) => line.DeadLetters !== undefined);
    expect(metric).toMatchObject({ useCase: "finance/issue-invoice-on-order-placed", DeadLetters: 1 });
    expect(metric._aws.CloudWatchMetrics[0].Dimensions.flat()).toEqual(expect.arrayContaining(["service", "useCase"]));
  });

  it("gives up once what is handed over twice, and again what failed again", async () => {
    const w = await withDeadLetter();
    await handOver(letterOf(w.tenant, "m1"));
    expect(await w.must("platform/show-dead-letter", { path: { id: LETTER } })).toMatchObject({ times: 1, version: 1 });
    await w.must("platform/redrive-dead-letter", { path: { id: LETTER } });
    await handOver(letterOf(w.tenant, "m2"), letterOf(w.tenant, "m2"));
    expect(await w.must("platform/show-dead-letter", { path: { id: LETTER } })).toMatchObject({ times: 2, status: "waiting", version: 3 });
    expect(w.facts("DeadLetterReceived")).toHaveLength(2);
  });

  it("knows whose message it was where the bus could not reach the queue", async () => {
    const w = await world();
    const stringValue = "arn:aws:events:eu-central-1:1:rule/weft-test/weft-test-sales-advance-order-on-invoice-issued";
    await handOver(letterOf(w.tenant, "m1", { attributes: {}, messageAttributes: { RULE_ARN: { stringValue, dataType: "String" } } }));
    expect(await w.must("platform/list-dead-letters")).toMatchObject([{ useCase: "sales/advance-order-on-invoice-issued" }]);
  });

  it.each([
    ["is no fact", { body: "{}" }],
    ["is no JSON", { body: "Ada Lovelace" }],
    ["comes from nowhere", { attributes: {} }],
    ["comes from a queue of somebody else's", { attributes: { DeadLetterQueueSourceArn: "arn:aws:sqs:eu-central-1:1:others-queue" } }],
  ])("leaves a message in its queue that %s, and files the others", async (_, more) => {
    const w = await world();
    const answer = await handOver(letterOf(w.tenant, "odd", more), letterOf(w.tenant, "sound"));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "odd" }] });
    expect(await w.must("platform/list-dead-letters")).toHaveLength(1);
  });
});
