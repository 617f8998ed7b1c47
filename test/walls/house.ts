import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importJWK, type JWTHeaderParameters, SignJWT } from "jose";
import { expect, inject } from "vitest";
import type { roles } from "../../domain/platform/roles.ts";
import { giveUp } from "../../bench/give-up.ts";
import { type Runtime, startRuntime } from "../../local/runtime.ts";
import { confided } from "../kit/logs.ts";
import { type Answer, undescribed } from "./contract.ts";
import { Inventor, Luck, Memory } from "./invent.ts";
import { type Operation, fieldOf, operation, pathOf } from "./operations.ts";
import { json, send } from "./send.ts";
import { shop } from "./shop.ts";

export interface CallOptions {
  readonly role?: keyof typeof roles;
  readonly tenant?: string;
  /** Instead of a role's token; empty for none. */
  readonly token?: string;
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly rawBody?: string;
}

/** The deployed bundles behind their gateway, a key that signs what Cognito would, and two tenants: `acme` has a shop, `globex` has none of it. */
export async function openHouse() {
  const folder = mkdtempSync(join(tmpdir(), "weft-walls-"));
  let broken = false;
  const runtime: Runtime = await startRuntime({
    assemblyDir: inject("assemblyDir"),
    port: 0,
    dataDir: folder,
    chaos: { seed: 7, faults: { before: 1 }, only: () => broken },
  });
  const jwk = JSON.parse(readFileSync(join(folder, "issuer-key.json"), "utf8"));
  const key = await importJWK(jwk, "RS256");
  const tokens = new Map<string, string>();
  const memory = new Memory();
  const inventor = new Inventor(new Luck(11), memory);

  async function tokenOf(role: keyof typeof roles, tenant: string): Promise<string> {
    const known = tokens.get(`${role} ${tenant}`) ?? (await runtime.token({ tenant, role }));
    tokens.set(`${role} ${tenant}`, known);
    return known;
  }

  /** Sends a request of an operation. Whatever the answer, the contract must describe it, to the last field and header. */
  async function call(
    called: Operation,
    { role = "admin", tenant = "acme", token, target, headers, body, rawBody }: CallOptions = {},
  ): Promise<Answer & { body: any }> {
    confided.note(body);
    const bearer = token ?? (await tokenOf(role, tenant));
    const answer = await send(runtime.url, {
      method: called.method,
      target: target ?? pathOf(called),
      ...(rawBody === undefined ? (body === undefined ? {} : json(body)) : { body: rawBody }),
      headers: {
        ...(body === undefined && rawBody === undefined ? {} : { "content-type": "application/json" }),
        ...(bearer === "" ? {} : { authorization: `Bearer ${bearer}` }),
        ...headers,
      },
    });
    expect(undescribed(called, answer), `${called.method} ${target ?? called.path} ${JSON.stringify(body)?.slice(0, 300)}`).toEqual([]);
    return { ...answer, body: /json/.test(answer.headers.get("content-type") ?? "") ? JSON.parse(answer.text) : answer.text };
  }

  const learn = (called: Operation, value: unknown, name = ""): void => {
    if (Array.isArray(value)) return value.forEach((each) => learn(called, each, name));
    if (typeof value === "object" && value !== null) return Object.entries(value).forEach(([field, inner]) => learn(called, inner, field));
    if (typeof value !== "string") return;
    const field = fieldOf(called, name);
    if (/Id$|^sku$/.test(field)) memory.learn(field, value);
  };
  for (const stage of shop) {
    for (const [id, body, path = {}] of stage(memory)) {
      const made = await call(operation(id), { target: pathOf(operation(id), ({ name }) => path[name] ?? ""), body });
      expect(made.status, made.text).toBeLessThan(300);
      learn(operation(id), made.body.data);
    }
    await runtime.idle();
  }
  for (const id of ["list-invoices", "list-shipments"])
    for (const orderId of memory.of("orderId"))
      learn(operation(id), (await call(operation(id), { target: `${operation(id).path}?orderId=${orderId}` })).body.data);

  // What a reaction gives up is made by no request.
  const made = async (target: string, body: unknown) => (await call(operation("register-customer"), { target, body })).body.data.id;
  const data = async (_: string, target: string) => (await call(operation("list-customer-facts"), { target })).body.data;
  memory.learn("deadLetterId", await giveUp(runtime, { made, data }, "acme"));
  await runtime.idle();

  learn(operation("list-credit-notes"), (await call(operation("list-credit-notes"))).body.data);

  /** The value of a parameter or field that names something of `acme`'s. */
  const ofAcme = (called: Operation, name: string): string => (name === "number" ? "1" : (memory.of(fieldOf(called, name))[0] ?? ""));

  return {
    runtime,
    memory,
    inventor,
    call,
    tokenOf,
    ofAcme,
    /** Signs claims as the user pool would, with what is asked for changed. */
    sign: async (claims: Readonly<Record<string, unknown>>, header: Partial<JWTHeaderParameters> = {}, by: Parameters<SignJWT["sign"]>[0] = key) =>
      new SignJWT({ ...claims }).setProtectedHeader({ alg: "RS256", kid: kidOf(await tokenOf("admin", "acme")), ...header }).sign(by),
    claims: async (): Promise<Record<string, unknown>> => JSON.parse(Buffer.from((await tokenOf("admin", "acme")).split(".")[1] ?? "", "base64url").toString()),
    /** The public half of the key, as everybody can read it. */
    publicKey: { n: String(jwk.n), e: String(jwk.e) },
    /** While `work` runs, no call to the table or the bus gets through. */
    whileBroken: async <T>(work: () => Promise<T>): Promise<T> => {
      broken = true;
      return work().finally(() => (broken = false));
    },
    close: async () => {
      await runtime.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type House = Awaited<ReturnType<typeof openHouse>>;

const kidOf = (token: string): string => JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).kid;

/** Runs work on many things, a few at a time. */
export async function each<T>(things: readonly T[], work: (thing: T) => Promise<void>, lanes = 2): Promise<void> {
  const waiting = [...things];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
