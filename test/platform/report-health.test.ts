import { expect, it } from "vitest";
import { handler } from "../../functions/platform/report-health.ts";
import { lambdaContext } from "../kit/gateway-event.ts";

it("report health: answers without a token, and is never kept", async () => {
  expect(await handler({} as never, lambdaContext() as never)).toMatchObject({
    statusCode: 200,
    headers: { "cache-control": "no-store" },
    body: '{"status":"ok"}',
  });
});
