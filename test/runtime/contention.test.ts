import { ProvisionedThroughputExceededException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { collection } from "../../domain/kernel/collection.ts";
import { accept, create } from "../../domain/kernel/decision.ts";
import { Backoff } from "../../functions/_runtime/backoff.ts";
import { documentClient } from "../../functions/_runtime/clients.ts";
import { itemKey } from "../../functions/_runtime/keys.ts";
import { command } from "../../functions/_runtime/use-case.ts";
import { lambdaContext, send } from "../kit/gateway-event.ts";
import { openTable } from "../kit/table.ts";

const Pins = collection({ context: "catalog", noun: "pin", schema: z.object({ version: z.int(), name: z.string() }), id: ({ name }) => name, indexes: {} });
const stick = command({
  summary: "Stick a pin",
  route: "POST /catalog/pins",
  scope: "catalog:write",
  input: z.strictObject({ name: z.string() }),
  output: z.object({ name: z.string() }),
  emits: [],
  refuses: {},
  touches: [Pins],
  run: async ({ name }, { store }) => store.commit(accept({ name }, [create(Pins, { version: 1, name })])),
});

/** What the table does to the next calls before it is itself again: the engine of the tests never conflicts or throttles by itself. */
let trouble: ("conflict" | "throttled" | "busy" | "lost answer")[] = [];
let tokens: string[] = [];
const metadata = { $metadata: { httpStatusCode: 400 } };
const cancelled = (Code: string) => new TransactionCanceledException({ ...metadata, message: "cancelled", CancellationReasons: [{ Code: "None" }, { Code }] });

beforeAll(async () => {
  await openTable();
  documentClient().middlewareStack.add(
    (next) => async (args) => {
      const input = args.input as { ClientRequestToken?: string };
      if (input.ClientRequestToken === undefined) return next(args);
      tokens.push(input.ClientRequestToken);
      const kind = trouble.shift();
      if (kind === "conflict") throw cancelled("TransactionConflict");
      if (kind === "throttled") throw cancelled("ThrottlingError");
      if (kind === "busy") throw new ProvisionedThroughputExceededException({ ...metadata, message: "busy" });
      if (kind === "lost answer") {
        // Committed, and the answer never came: what is sent again carries the same token.
        await next(args);
        throw cancelled("TransactionConflict");
      }
      return next(args);
    },
    { step: "initialize", name: "trouble" },
  );
});
beforeEach(() => {
  trouble = [];
  tokens = [];
});

let names = 0;
const stickOne = (milliseconds?: number) => send(stick, "contended", { body: { name: `p${(names += 1)}` } }, lambdaContext(milliseconds));
/** Whether the last pin stands in the table. */
const stuck = async () => {
  const Key = itemKey(Pins, "contended", `p${names}`);
  return (await documentClient().send(new GetCommand({ TableName: process.env["TABLE_NAME"] ?? "", Key, ConsistentRead: true }))).Item !== undefined;
};

describe("contention", () => {
  it("is waited out: three conflicts, then success, all under one token", async () => {
    trouble = ["conflict", "throttled", "conflict"];
    expect((await stickOne()).status).toBe(200);
    expect(tokens).toHaveLength(4);
    expect(new Set(tokens).size).toBe(1);
    expect(await stuck()).toBe(true);
  });

  it("that lost only the answer is success once the same token is sent again", async () => {
    trouble = ["lost answer"];
    expect((await stickOne()).status).toBe(200);
    expect(new Set(tokens).size).toBe(1);
  });

  it("without end is told to the caller within the function's time, with nothing written", async () => {
    trouble = Array.from({ length: 500 }, () => "conflict");
    const begun = performance.now();
    const answer = await stickOne(6_000);
    expect(answer).toMatchObject({ status: 409, headers: { "retry-after": "1" }, body: { code: "conflict_retry_later" } });
    expect(performance.now() - begun).toBeLessThan(6_000);
    expect(tokens.length).toBeLessThanOrEqual(8);
    expect(new Set(tokens).size).toBe(1);
    expect(await stuck()).toBe(false);
  });

  it("by throttling without end is 503", async () => {
    trouble = Array.from({ length: 500 }, () => "busy");
    expect(await stickOne(6_000)).toMatchObject({ status: 503, headers: { "retry-after": "2" }, body: { code: "temporarily_unavailable" } });
  });

  it("gives up early rather than run into the function's end", async () => {
    trouble = Array.from({ length: 500 }, () => "conflict");
    expect((await stickOne(1_400)).status).toBe(409);
    expect(tokens).toHaveLength(1);
  });

  it("spreads rivals: waits are random, grow, and stay below their bound", async () => {
    const waits = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const backoff = new Backoff(3, () => 60_000);
        const begun = performance.now();
        await backoff.again();
        return performance.now() - begun;
      }),
    );
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(5);
    const spent = new Backoff(2, () => 60_000);
    expect([await spent.again(), await spent.again()]).toEqual([true, false]);
  });
});
