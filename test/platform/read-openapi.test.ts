import { expect, it } from "vitest";
import { handler } from "../../functions/platform/read-openapi.ts";
import { lambdaContext } from "../kit/gateway-event.ts";

it("read openapi: is the committed contract, with the main job in it", async () => {
  const { body } = (await handler({} as never, lambdaContext() as never)) as { body: string };
  const contract = JSON.parse(body) as { openapi: string; paths: Record<string, unknown> };
  expect(contract.openapi).toMatch(/^3\.1/);
  expect(Object.keys(contract.paths)).toContain("/sales/opportunities/{id}/win");
});
