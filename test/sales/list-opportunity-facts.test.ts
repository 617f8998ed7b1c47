import { expect, test } from "vitest";
import { world } from "../kit/world.ts";

test("shows what was told of an opportunity, newest first, page by page, to its tenant only", async () => {
  const w = await world();
  const { id: customerId } = await w.must("sales/register-customer", { body: { name: "Ada", currency: "EUR" } });
  const { id } = await w.must("sales/open-opportunity", { body: { customerId, title: "Spring", lines: [] } });
  await w.must("sales/lose-opportunity", { path: { id }, body: { reason: "price" } });
  await w.settle();
  const first = await w.call("sales/list-opportunity-facts", { path: { id }, query: { limit: "1" } });
  expect(first).toMatchObject({
    status: 200,
    body: { data: [{ name: "OpportunityLost", actor: expect.stringMatching(/^user:/), data: { opportunityId: id } }] },
  });
  const rest = await w.must("sales/list-opportunity-facts", { path: { id }, query: { cursor: first.body.next } });
  expect(rest).toMatchObject([{ name: "OpportunityOpened", version: 1, correlationId: expect.any(String), causationId: expect.any(String) }]);
  expect(Object.keys(rest[0]).toSorted()).toEqual(["actor", "causationId", "correlationId", "data", "id", "name", "occurredAt", "version"]);
  const other = await world();
  expect(await other.call("sales/list-opportunity-facts", { path: { id } })).toMatchObject({ status: 404, body: { code: "opportunity_not_found" } });
});
