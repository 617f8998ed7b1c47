import { describe, expect, it } from "vitest";
import { hostileCursors } from "./hostile.ts";
import { each, type House } from "./house.ts";
import { type Operation, commands, guarded, inPath, inQuery, operation, pathOf } from "./operations.ts";

const isUlid = ({ schema }: { schema: Record<string, any> }) => String(schema["pattern"] ?? "").startsWith("^[0-7][0-9A-HJ");
const lists = guarded.filter((called) => inQuery(called).some(({ name }) => name === "cursor"));

/** Everything `acme` can see of itself, by address. */
async function everything({ call, ofAcme }: House): Promise<Record<string, unknown>> {
  const seen: Record<string, unknown> = {};
  await each(
    guarded.filter(({ method }) => method === "GET"),
    async (called) => {
      const target = targetOf(called, (name) => ofAcme(called, name));
      const { status, body } = await call(called, { target });
      expect([called.id, status]).toEqual([called.id, 200]);
      // When a report was made is its own; what it says is not to change.
      seen[target] = JSON.parse(JSON.stringify(body, (name, value: unknown) => (name === "asOf" && String(value).endsWith("Z") ? undefined : value)));
    },
  );
  return seen;
}
/** The address with its path and every required filter naming what `of` says. */
function targetOf(called: Operation, of: (name: string) => string): string {
  const query = inQuery(called).filter(({ required }) => required);
  return pathOf(called, ({ name }) => of(name)) + (query.length === 0 ? "" : `?${query.map(({ name }) => `${name}=${of(name)}`).join("&")}`);
}
const idsOf = ({ memory }: House) => ["customerId", "orderId", "opportunityId", "invoiceId", "shipmentId", "receiptId"].flatMap((name) => memory.of(name));

const partsOf = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return undefined;
  }
};

export const tenants = (house: () => House) =>
  describe("another tenant", () => {
    it("reads, changes and finds nothing of a shop whose every id it knows, and the shop is as it was", async () => {
      const { call, ofAcme, inventor } = house();
      const before = await everything(house());
      const ids = idsOf(house());
      expect(ids.length).toBeGreaterThan(8);
      const globex = (called: Operation, target: string, body?: unknown) => call(called, { tenant: "globex", target, ...(body === undefined ? {} : { body }) });

      // By the path.
      await each(
        guarded.filter((called) => inPath(called).length > 0),
        async (called) => {
          const target = pathOf(called, ({ name }) => ofAcme(called, name));
          const { status, body } = await globex(called, target, called.body === undefined ? undefined : (called.example ?? {}));
          expect([called.id, status, body.code]).toEqual([called.id, 404, expect.stringMatching(/_not_found$/)]);
        },
      );
      // By a filter.
      await each(
        guarded.flatMap((called) =>
          inQuery(called)
            .filter(isUlid)
            .map(({ name }) => [called, name] as const),
        ),
        async ([called, name]) => {
          expect(ofAcme(called, name), `${called.id} ${name}`).not.toBe("");
          const { status, body } = await globex(called, `${pathOf(called)}?${name}=${ofAcme(called, name)}`);
          expect([called.id, status === 200 ? body.data : status]).toEqual([called.id, status === 200 ? [] : 404]);
        },
      );
      // By the body, whatever field takes an id.
      const reached = new Set<string>();
      await each(commands, async (called) => {
        for (let tries = 0; called.body !== undefined && tries < 5; tries += 1) {
          const body = inventor.valid(called.body, called.id);
          if (!ids.some((id) => JSON.stringify(body).includes(id))) continue;
          reached.add(called.id);
          const { status, text } = await globex(
            called,
            pathOf(called, ({ name }) => ofAcme(called, name)),
            body,
          );
          expect([called.id, status >= 400 && status < 500, text]).toEqual([called.id, true, text]);
        }
      });
      expect([...reached]).toEqual(expect.arrayContaining(["place-order", "open-opportunity", "record-payment", "dispatch-shipment"]));

      await house().runtime.idle();
      expect(await everything(house())).toEqual(before);
      for (const called of lists.filter((each) => inQuery(each).every(({ required }) => !required) && inPath(each).length === 0))
        expect([called.id, (await globex(called, called.path)).body.data]).toEqual([called.id, []]);
    });

    it("is not to be had by asking: a tenant in query, header or body is no tenant", async () => {
      const { call } = house();
      expect((await call(operation("list-customers"), { tenant: "globex", target: "/sales/customers?tenant=acme" })).status).toBe(400);
      const { body } = await call(operation("list-customers"), { tenant: "globex", headers: { "x-tenant": "acme", "x-tenant-id": "acme", tenant: "acme" } });
      expect(body.data).toEqual([]);
      expect((await call(operation("register-customer"), { tenant: "globex", body: { name: "Walls", tenant: "acme" } })).status).toBe(400);
    });

    it("gets nothing by a cursor that was not given to it, nor does anybody by one that was never given", async () => {
      const { call } = house();
      const genuine: string[] = [];
      await each(lists, async (called) => {
        const target = targetOf(called, (name) => house().ofAcme(called, name));
        const and = target.includes("?") ? "&" : "?";
        const whole: unknown[] = (await call(called, { target: `${target}${and}limit=100` })).body.data;
        const first = (await call(called, { target: `${target}${and}limit=1` })).body;
        if (whole.length > 1) expect(first.next, called.id).toEqual(expect.any(String));
        if (first.next !== undefined) {
          genuine.push(called.id);
          const taken = await call(called, { tenant: "globex", target: `${target}${and}cursor=${first.next}` });
          expect([called.id, taken.status === 200 ? taken.body.data : "refused"]).toEqual([called.id, taken.status === 200 ? [] : "refused"]);
        }
        for (const cursor of hostileCursors(first.next === undefined ? [] : [first.next])) {
          const { status, body } = await call(called, { target: `${target}${and}cursor=${encodeURIComponent(cursor.toWellFormed())}` });
          expect([200, 400], `${called.id} ${cursor}`).toContain(status);
          const [mark, ...parts] = [partsOf(cursor)].flat();
          // What the table itself would answer with an error never gets there.
          if (mark !== undefined && parts.slice(1).includes("")) expect([called.id, cursor, status]).toEqual([called.id, cursor, 400]);
          // At most another place in the very same list.
          if (status === 200) for (const row of body.data) expect(whole).toContainEqual(row);
        }
      });
      expect(genuine.length).toBeGreaterThan(3);
    });
  });
