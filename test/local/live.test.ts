import { once } from "node:events";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { WebSocket } from "ws";
import { channelHandlers } from "../../infra/parts/live-channels.ts";
import { mayListen } from "../../local/live/channel-handlers.ts";
import { type Runtime, startRuntime } from "../../local/runtime.ts";

let runtime: Runtime;
let host: string;
beforeAll(async () => {
  runtime = await startRuntime({ assemblyDir: inject("assemblyDir"), port: 0, dataDir: "memory" });
  ({ liveHost: host } = (await (await fetch(`${runtime.url}/console.json`)).json()) as { liveHost: string });
}, 60_000);
afterAll(() => runtime?.stop());

const tokenOf = (tenant: string, role: string) => runtime.token({ tenant, role });

/** A listener as any client of AppSync Events is one. */
async function listener(token: string, authorised = host) {
  const authorization = { host: authorised, Authorization: token };
  const header = Buffer.from(JSON.stringify(authorization)).toString("base64url");
  const socket = new WebSocket(`${runtime.url.replace("http", "ws")}/event/realtime`, ["aws-appsync-event-ws", `header-${header}`]);
  const heard: any[] = [];
  socket.on("message", (raw) => heard.push(JSON.parse(String(raw))));
  await once(socket, "open");
  const answer = async (type: RegExp, id?: string) => {
    const is = (message: any) => type.test(message.type) && (id === undefined || message.id === id);
    await expect.poll(() => heard.find(is), { timeout: 20_000 }).toBeDefined();
    return heard.splice(heard.findIndex(is), 1)[0];
  };
  const send = (message: object) => socket.send(JSON.stringify(message));
  const subscribe = async (channel: string, id = channel) => {
    send({ type: "subscribe", id, channel, authorization });
    return answer(/^subscribe_/, id);
  };
  return { socket, heard, answer, send, subscribe };
}

it("lets people listen to what they may read of their own tenant, and to nothing else", async () => {
  const { socket, subscribe, send, answer } = await listener(await tokenOf("acme", "sales"));
  expect(socket.protocol).toBe("aws-appsync-event-ws");
  send({ type: "connection_init" });
  expect(await answer(/^connection_ack$/)).toMatchObject({ connectionTimeoutMs: expect.any(Number) });
  expect(await subscribe("/facts/acme/sales")).toMatchObject({ type: "subscribe_success" });
  for (const channel of [
    "/facts/other/sales",
    "/facts/acme/*",
    "/facts/*",
    "/facts/acme",
    "/facts/acme/finance",
    "/facts/acme/sales/orders",
    "/other/acme/sales",
    "",
  ])
    expect(await subscribe(channel, `id ${channel}`), channel).toMatchObject({ type: "subscribe_error", errors: [{ errorType: "UnauthorizedException" }] });
  expect(await subscribe("/facts/acme/sales")).toMatchObject({ type: "subscribe_error", errors: [{ errorType: "DuplicatedOperationError" }] });
  send({ type: "publish", channel: "/facts/acme/sales", events: ["{}"] });
  expect(await answer(/^error$/)).toBeDefined();
  send({ type: "unsubscribe", id: "/facts/acme/sales" });
  expect(await answer(/^unsubscribe_success$/)).toBeDefined();
  socket.close();
});

it("refuses whoever has no token of a person", async () => {
  const good = await tokenOf("acme", "sales");
  const forged = `${good.split(".").slice(0, 2).join(".")}.AAAA`;
  const program = await runtime.token({ tenant: "acme", scope: "sales:read" });
  for (const [token, authorised] of [
    ["", host],
    ["nonsense", host],
    [forged, host],
    [good, "another.example.com"],
    [program, host],
  ] as const)
    await expect(listener(token, authorised), token.slice(0, 9)).rejects.toThrow("401");
  const plain = await fetch(`${runtime.url}/event/realtime`);
  expect(plain.status).toBe(426);
});

it("tells listeners of facts within moments, by name and subject alone, each tenant of its own", async () => {
  const [mine, other] = [await listener(await tokenOf("acme", "sales")), await listener(await tokenOf("rival", "sales"))];
  await mine.subscribe("/facts/acme/sales");
  await other.subscribe("/facts/rival/sales");
  const headers = { authorization: `Bearer ${await tokenOf("acme", "sales")}`, "content-type": "application/json", "idempotency-key": "live-1" };
  const body = JSON.stringify({ name: "Quiet Ltd", email: "quiet@example.com", currency: "EUR" });
  const made = (await (await fetch(`${runtime.url}/sales/customers`, { method: "POST", headers, body })).json()) as { data: { id: string } };
  const { event, id } = await mine.answer(/^data$/);
  expect(id).toBe("/facts/acme/sales");
  expect(JSON.parse(event)).toEqual({
    facts: [{ name: "CustomerRegistered", subject: made.data.id, occurredAt: expect.any(String), correlationId: expect.any(String) }],
  });
  await runtime.idle();
  expect(other.heard.filter(({ type }) => type === "data")).toEqual([]);
  expect(JSON.stringify(mine.heard)).not.toContain("Quiet");
  mine.socket.close();
  other.socket.close();
});

it("takes announcements of the announcing function alone", async () => {
  const { functions } = runtime.model;
  const announcer = functions.find(({ name }) => name.endsWith("announce-facts"))!;
  const stranger = functions.find(({ name }) => name.endsWith("win-opportunity"))!;
  expect(announcer.statements.filter(({ actions }) => actions.includes("appsync:EventPublish"))).toHaveLength(1);
  expect(functions.filter(({ statements }) => statements.some(({ actions }) => actions.some((action) => action.startsWith("appsync"))))).toEqual([announcer]);
  const endpoint = runtime.backstage.liveEndpoint!;
  const publish = async (accessKeyId: string, body: unknown) => {
    const headers = { authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261123/eu-central-1/appsync/aws4_request, SignedHeaders=host, Signature=0` };
    return (await fetch(`${endpoint}/event`, { method: "POST", headers, body: JSON.stringify(body) })).status;
  };
  const good = { channel: "/facts/acme/sales", events: ["{}"] };
  expect(await publish(announcer.accessKeyId, good)).toBe(200);
  expect(await publish(stranger.accessKeyId, good)).toBe(401);
  expect(await publish("AKIANOBODY", good)).toBe(401);
  for (const bad of [
    { ...good, channel: "/elsewhere/acme" },
    { ...good, channel: "/facts/*" },
    { ...good, events: [] },
    { ...good, events: ["not json"] },
    { ...good, events: Array(6).fill("{}") },
  ])
    expect(await publish(announcer.accessKeyId, bad), JSON.stringify(bad)).toBe(400);
});

it("decides by the very handler that is deployed, which refuses tokens that say nothing", () => {
  const may = mayListen(channelHandlers);
  const claims = { tenant: "acme", scope: "openid weft/sales:read" };
  expect(may({ channel: "/facts/acme/sales", claims })).toBe(true);
  expect(may({ channel: "/facts/acme/sales", claims: { tenant: "acme" } })).toBe(false);
  expect(may({ channel: "/facts/undefined/sales", claims: { scope: "weft/sales:read" } })).toBe(false);
  expect(may({ channel: "/facts/acme/sales", claims: { ...claims, scope: "weft/sales:write xweft/sales:read" } })).toBe(false);
  expect(mayListen("export function onSubscribe(ctx) { while (true) {} }")({ channel: "/facts/acme/sales", claims })).toBe(false);
});
