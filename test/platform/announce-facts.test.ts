import { createServer } from "node:http";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { useCase } from "../../functions/platform/announce-facts.ts";

interface Told {
  readonly url: string;
  readonly authorization: string;
  readonly body: { readonly channel: string; readonly events: string[] };
}
const told: Told[] = [];
let status = 200;
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => (body += chunk));
  request.on("end", () => {
    told.push({ url: request.url ?? "", authorization: request.headers.authorization ?? "", body: JSON.parse(body) });
    response.writeHead(status).end("{}");
  });
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = server.address() as { port: number };
vi.stubEnv("AWS_ENDPOINT_URL_APPSYNC", `http://127.0.0.1:${address.port}`);
vi.stubEnv("LIVE_HOST", "live.appsync-api.eu-central-1.amazonaws.com");
vi.stubEnv("AWS_REGION", "eu-central-1");
vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
vi.stubEnv("AWS_SESSION_TOKEN", "session");
beforeEach(() => {
  told.length = 0;
  status = 200;
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});

const fact = (tenant: string, context: string, name: string, subject: string) => ({
  body: JSON.stringify({
    source: `weft.${context}`,
    "detail-type": name,
    detail: {
      metadata: { tenant, subject, occurredAt: "2026-11-23T09:00:00.000Z", correlationId: "story", actor: "user:ada" },
      data: { name: "Ada Lovelace", total: 5 },
    },
  }),
});
const announce = (records: readonly { body: string }[]) => useCase.handler({ Records: records } as any, { getRemainingTimeInMillis: () => 9_000 } as any);

it("tells each tenant's channel of a context names and subjects, and nothing of what the facts say or who did it", async () => {
  await announce([
    fact("acme", "sales", "OrderPlaced", "o1"),
    fact("acme", "finance", "InvoiceIssued", "i1"),
    fact("other", "sales", "OrderPlaced", "o2"),
    fact("acme", "sales", "OrderCancelled", "o1"),
  ]);
  const channels = told.map(({ body }) => body.channel).sort();
  expect(channels).toEqual(["/facts/acme/finance", "/facts/acme/sales", "/facts/other/sales"]);
  const sales = told.find(({ body }) => body.channel === "/facts/acme/sales")!;
  expect(sales.body.events.map((event) => JSON.parse(event))).toEqual([
    {
      facts: [
        { name: "OrderPlaced", subject: "o1", occurredAt: "2026-11-23T09:00:00.000Z", correlationId: "story" },
        { name: "OrderCancelled", subject: "o1", occurredAt: "2026-11-23T09:00:00.000Z", correlationId: "story" },
      ],
    },
  ]);
  expect(JSON.stringify(told)).not.toMatch(/Ada|user:/);
  expect(sales.url).toBe("/event");
  expect(sales.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/appsync\/aws4_request, SignedHeaders=.*host.*x-amz-security-token.*, Signature=[0-9a-f]{64}$/,
  );
});

it("sends many facts in few events, at most five to a request", async () => {
  await announce(Array.from({ length: 1_201 }, (_, index) => fact("acme", "sales", "OrderPlaced", `o${index}`)));
  expect(told.map(({ body }) => body.events.length)).toEqual([5, 2]);
  const subjects = told.flatMap(({ body }) => body.events.flatMap((event) => JSON.parse(event).facts.map(({ subject }: { subject: string }) => subject)));
  expect(new Set(subjects).size).toBe(1_201);
});

it("gives up what is not taken, so that nothing is tried again, and tells the others all the same", async () => {
  status = 500;
  await expect(announce([fact("acme", "sales", "OrderPlaced", "o1"), fact("other", "sales", "OrderPlaced", "o2")])).resolves.toBeUndefined();
  expect(told).toHaveLength(2);
  vi.stubEnv("AWS_ENDPOINT_URL_APPSYNC", "http://127.0.0.1:1");
  await expect(announce([fact("acme", "sales", "OrderPlaced", "o1")])).resolves.toBeUndefined();
  vi.stubEnv("AWS_ENDPOINT_URL_APPSYNC", `http://127.0.0.1:${address.port}`);
});

it("passes over what is no fact", async () => {
  await announce([{ body: "{}" }, { body: JSON.stringify({ source: "aws.ec2", "detail-type": "x", detail: {} }) }]);
  expect(told).toEqual([]);
});
