import { expect } from "vitest";
import type { Runtime } from "../../../local/runtime.ts";

export const eur = (minor: number) => ({ minor, currency: "EUR" });

/** A tenant at work in the running system, made through its API: each call as its administrator, and what must not fail fails the test. */
export async function tenantAt(runtime: Runtime, tenant: string) {
  const token = await runtime.token({ tenant, role: "admin" });
  async function send(method: "GET" | "POST" | "PATCH", path: string, body?: unknown): Promise<any> {
    const response = await fetch(`${runtime.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(method !== "GET" && { "content-type": "application/json", "idempotency-key": crypto.randomUUID() }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: any = await response.json();
    expect(response.ok, `${method} ${path}: ${JSON.stringify(answer)}`).toBe(true);
    return answer.data;
  }
  const post = (path: string, body: unknown) => send("POST", path, body);
  const get = (path: string) => send("GET", path);
  return {
    get,
    post,
    patch: (path: string, body: unknown) => send("PATCH", path, body),
    idle: () => runtime.idle(),
    async product(sku: string, onHand: number, price = 10_000): Promise<void> {
      await post("/catalog/products", { sku, name: `The ${sku}`, kind: "goods", listPrice: eur(price), taxCode: "S19" });
      await runtime.idle();
      if (onHand > 0) await post("/inventory/receipts", { lines: [{ sku, quantity: onHand, unitCost: eur(4_000) }] });
      await runtime.idle();
    },
    customer: async (name: string): Promise<string> => (await post("/sales/customers", { name })).id,
  };
}
