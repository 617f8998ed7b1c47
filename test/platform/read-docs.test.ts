import { expect, it } from "vitest";
import { handler } from "../../functions/platform/read-docs.ts";
import { lambdaContext } from "../kit/gateway-event.ts";

it("read docs: is one page that asks nothing of any other host", async () => {
  const { body, headers } = (await handler({} as never, lambdaContext() as never)) as { body: string; headers: Record<string, string> };
  expect(headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(body).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)="https?:/);
  expect(body).toMatch(/connect-src 'self'/);
  // Lambda answers 6 MB at most.
  expect(Buffer.byteLength(body)).toBeLessThan(3_000_000);
});
