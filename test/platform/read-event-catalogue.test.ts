import { expect, it } from "vitest";
import { handler } from "../../functions/platform/read-event-catalogue.ts";
import { lambdaContext } from "../kit/gateway-event.ts";

it("read event catalogue: has the events' schemas and AsyncAPI beside them", async () => {
  const { body } = (await handler({} as never, lambdaContext() as never)) as { body: string };
  expect(JSON.parse(body)).toMatchObject({ asyncapi: { asyncapi: expect.stringMatching(/^3\./) } });
  expect(body).toContain("InvoiceIssued");
});
