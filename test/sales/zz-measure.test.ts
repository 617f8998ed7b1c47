import { expect, test } from "vitest";
import { documentClient } from "../../functions/_runtime/clients.ts";
import { world } from "../kit/world.ts";
import { customer, listed, eur } from "./sale.ts";
const size = (v: any): number => v === undefined ? 0 : v === null || typeof v === "boolean" ? 1 : typeof v === "string" ? Buffer.byteLength(v) : typeof v === "number" ? Math.ceil(String(v).length / 2) + 1 : Array.isArray(v) ? 3 + v.reduce((s: number, e: any) => s + 1 + size(e), 0) : 3 + Object.entries(v).reduce((s, [k, e]) => e === undefined ? s : s + 1 + Buffer.byteLength(k) + size(e), 0);
test("measure", async () => {
  const w = await world();
  const { id: customerId } = await customer(w);
  await Promise.all(["CHAIR-OAK-01", "TABLE-OAK-01", "LAMP-BRASS-3"].map((s) => listed(w, s)));
  const { id } = await w.must("sales/open-opportunity", { sub: "5f1c1111-2222-3333-4444-555566667777", body: { customerId, title: "New office furniture", lines: ["CHAIR-OAK-01", "TABLE-OAK-01", "LAMP-BRASS-3"].map((sku) => ({ sku, quantity: 12, unitPrice: eur(12990) })) } });
  documentClient().middlewareStack.add((next: any) => async (args: any) => {
    for (const { Put } of args.input.TransactItems ?? []) { const s = size(Put.Item) - 3; console.log(Put.Item.pk.split("#")[2], Put.Item.sk.slice(0, 6), s, "units", 2 * Math.ceil(s / 1024)); }
    return next(args);
  }, { step: "initialize", priority: "low", name: "m" });
  await w.must("sales/win-opportunity", { path: { id }, sub: "5f1c1111-2222-3333-4444-555566667777", headers: { "idempotency-key": "5f1c1111-2222-3333-4444-555566667777" } });
  documentClient().middlewareStack.remove("m");
  expect(1).toBe(1);
});
