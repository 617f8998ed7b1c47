import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { handler as republish } from "../../functions/platform/republish-fact-on-dead-letter-redriven.ts";
import { fakeBus } from "../kit/fake-bus.ts";
import { lambdaContext } from "../kit/gateway-event.ts";
import { world } from "../kit/world.ts";

let bus: Awaited<ReturnType<typeof fakeBus>>;
beforeAll(async () => {
  bus = await fakeBus();
});
beforeEach(() => {
  bus.taken.length = 0;
  bus.refuse(() => false);
});
afterAll(() => bus.close());

describe("republish a fact", () => {
  async function told() {
    const w = await world();
    await w.must("sales/register-customer", { body: { name: "Ada's Bikes" } });
    const { id, occurredAt } = w.facts("CustomerRegistered")[0]!.metadata;
    return { tenant: w.tenant, id, occurredAt };
  }
  const redriven = (tenant: string, factId: string, occurredAt: string) => ({
    messageId: "m",
    body: JSON.stringify({
      detail: {
        metadata: { tenant },
        data: { deadLetterId: `${factId}.finance.open-books-on-customer-registered`, useCase: "finance/open-books-on-customer-registered", factId, occurredAt },
      },
    }),
  });
  const hear = (...Records: object[]) => republish({ Records } as never, lambdaContext() as never);
  const failed = { batchItemFailures: [{ itemIdentifier: "m" }] };

  it("publishes the fact as it was told", async () => {
    const { tenant, id, occurredAt } = await told();
    expect(await hear(redriven(tenant, id, occurredAt))).toEqual({ batchItemFailures: [] });
    expect(bus.taken).toMatchObject([{ id }]);
  });

  it("comes again where the bus does not take it, and where there is no such fact of this tenant", async () => {
    const { tenant, id, occurredAt } = await told();
    bus.refuse(() => true);
    expect(await hear(redriven(tenant, id, occurredAt))).toEqual(failed);
    bus.refuse(() => false);
    expect(await hear(redriven(`${tenant}x`, id, occurredAt))).toEqual(failed);
    expect(await hear(redriven(tenant, "01JD3Z7Q8R5T6V9W0X1Y2Z3A4B", occurredAt))).toEqual(failed);
    expect(bus.taken).toEqual([]);
  });
});
