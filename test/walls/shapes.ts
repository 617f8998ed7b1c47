import { describe, expect, it } from "vitest";
import { hostileTexts } from "./hostile.ts";
import { each, type House } from "./house.ts";
import { resolved } from "./json-shape.ts";
import { type Operation, commands, document, guarded, inPath, operation, pathOf } from "./operations.ts";

type Schema = Record<string, any>;
const dry = (called: Operation, house: House) => `${pathOf(called, ({ name }) => house.ofAcme(called, name))}?dryRun=true`;
const valid = (called: Operation, house: House): Record<string, unknown> =>
  called.body === undefined
    ? {}
    : (house.inventor.valid({ ...called.body, required: Object.keys(called.body["properties"] ?? {}) }, called.id) as Record<string, unknown>);

/** Fields that answers have and requests must not: what the operation tells of its thing, and what we keep beside it. */
function outputOnly(called: Operation): string[] {
  const answer = Object.entries(called.responses).find(([status]) => status.startsWith("2"))?.[1].content?.["application/json"]?.schema as Schema;
  const data = resolved(resolved(answer, document)["properties"].data, document);
  const told = Object.keys((data["properties"] ?? {}) as Schema);
  const kept = ["tenant", "tenantId", "createdBy", "createdAt", "ownedBy", "pk", "sk", "ttl", "metadata", "events", "role", "scope", "isAdmin"];
  const taken = new Set([...Object.keys(called.body?.["properties"] ?? {}), ...inPath(called).map(({ name }) => name)]);
  return [...new Set([...told, ...kept])].filter((name) => !taken.has(name));
}

/** Every place in a body that takes a string: the way to it, items of lists by their first. */
function stringPlaces(schema: Schema, way: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const own = resolved(schema, document);
  const choices: Schema[] = own["anyOf"] ?? own["oneOf"] ?? [];
  if (choices.length > 0) return choices.slice(0, 1).flatMap((choice) => stringPlaces(choice, way));
  if (own["type"] === "object") return Object.entries<Schema>(own["properties"] ?? {}).flatMap(([name, of]) => stringPlaces(of, [...way, name]));
  if (own["type"] === "array") return stringPlaces(own["items"], [...way, 0]);
  return own["type"] === "string" ? [way] : [];
}
function put(value: any, way: readonly (string | number)[], what: unknown): any {
  const [step, ...rest] = way;
  if (step === undefined) return what;
  if (typeof step === "number") return [put(Array.isArray(value) ? value[0] : undefined, rest, what)];
  return { ...value, [step]: put(value?.[step], rest, what) };
}

const BODIES: readonly (readonly [what: string, body: string, status: number])[] = [
  ["nested ten thousand deep", `{"name":${"[".repeat(10_000)}${"]".repeat(10_000)}}`, 400],
  ["a list", "[]", 400],
  ["a text", '"x"', 400],
  ["cut off", '{"name":', 400],
  ["of more than a megabyte", `{"name":"${"x".repeat(1_100_000)}"}`, 413],
  ["with a prototype", '{"name":"x","__proto__":{"isAdmin":true}}', 400],
  ["with a prototype further down", '{"billingAddress":{"__proto__":{"country":"DE"}}}', 400],
  ["with a constructor", '{"name":"x","constructor":{"prototype":{"isAdmin":true}}}', 400],
];

export const shapes = (house: () => House) => {
  describe("a body", () => {
    it("may not name what only answers tell: each such field of each command is refused by its name", async () => {
      await each(commands, async (called) => {
        const fields = outputOnly(called);
        expect(fields.length).toBeGreaterThan(10);
        const { status, body } = await house().call(called, {
          target: dry(called, house()),
          body: { ...called.example, ...Object.fromEntries(fields.map((field) => [field, "1"])) },
        });
        const refused = body.errors?.map(({ pointer }: { pointer: string }) => pointer);
        expect([called.id, status, refused]).toEqual([called.id, 400, expect.arrayContaining(fields.map((field) => `/${field}`))]);
      });
    });

    it.each(BODIES)("%s is refused by every command", async (_what, rawBody, wanted) => {
      await each(commands, async (called) => {
        const { status } = await house().call(called, { target: dry(called, house()), rawBody });
        expect([called.id, status]).toEqual([called.id, wanted]);
      });
    });

    it("can hold any text in any field, and it is text or it is refused: never a key, an expression or an error of ours", async () => {
      let turn = 0;
      const tried = commands.flatMap((called) =>
        (called.body === undefined ? [] : stringPlaces(called.body)).flatMap((way) =>
          Array.from({ length: 2 }, () => [called, way, hostileTexts[(turn += 7) % hostileTexts.length] ?? ""] as const),
        ),
      );
      expect(tried.length).toBeGreaterThan(100);
      await each(tried, async ([called, way, text]) => {
        const { status } = await house().call(called, { target: dry(called, house()), body: put(valid(called, house()), way, text) });
        expect([called.id, way, text, status < 500]).toEqual([called.id, way, text, true]);
      });
    });

    it("that holds half a character is refused: the table would keep another text than was answered", async () => {
      const { status, body } = await house().call(operation("register-customer"), { body: { name: "half \ud83d of one" } });
      expect([status, body.errors]).toEqual([400, [{ pointer: "/name", detail: expect.any(String) }]]);
    });
  });

  describe("a path", () => {
    it("takes ids only: hostile texts are refused or nobody's on every route", async () => {
      const paths = guarded.filter((called) => inPath(called).length > 0);
      const texts = hostileTexts.map((text) => text.toWellFormed()).filter((text) => text.length > 0 && text.length < 2_000);
      await each(
        paths.flatMap((called, at) => texts.filter((_, no) => no % 9 === at % 9).map((text) => [called, text] as const)),
        async ([called, text]) => {
          const body = called.body === undefined ? {} : { body: called.example ?? {} };
          const { status } = await house().call(called, { target: pathOf(called, () => text), ...body });
          expect([called.id, text, [400, 404].includes(status)]).toEqual([called.id, text, true]);
        },
      );
    });
  });

  describe("a list", () => {
    it("gives a hundred rows at most, and takes no parameter it does not know", async () => {
      const lists = guarded.filter((called) => called.parameters.some(({ name }) => name === "limit"));
      await each(lists, async (called) => {
        const required = called.parameters.filter((parameter) => parameter.in === "query" && parameter.required);
        const base = `${pathOf(called, ({ name }) => house().ofAcme(called, name))}?${required.map(({ name }) => `${name}=${house().ofAcme(called, name)}&`).join("")}`;
        for (const query of [
          "limit=101",
          "limit=0",
          "limit=-1",
          "limit=1e2",
          "limit=",
          "limit=1&limit=2",
          "limit=9999999999999999",
          "sort=name",
          "constructor=x",
        ])
          expect([called.id, query, (await house().call(called, { target: base + query })).status]).toEqual([called.id, query, 400]);
      });
    });
  });

  describe("our own mistake", () => {
    it("is told without a word about how we are made, on every route", async () => {
      const reached: string[] = [];
      await house().whileBroken(() =>
        each(guarded, async (called) => {
          const target = pathOf(called, ({ name }) => house().ofAcme(called, name));
          const required = called.parameters.filter((parameter) => parameter.in === "query" && parameter.required);
          const query = required.map(({ name }) => `${name}=${house().ofAcme(called, name)}`).join("&");
          const { status, body } = await house().call(called, {
            target: query === "" ? target : `${target}?${query}`,
            headers: { "idempotency-key": `broken-${called.id}` },
            ...(called.body === undefined ? {} : { body: valid(called, house()) }),
          });
          if (status < 500) return;
          reached.push(called.id);
          expect([called.id, body.code, Object.keys(body).sort()]).toEqual([
            called.id,
            expect.stringMatching(/^(internal_error|temporarily_unavailable)$/),
            ["code", "detail", "instance", "status", "title", "type"],
          ]);
        }),
      );
      // Whatever touches the table fails; the chart of accounts is kept nowhere, and some requests are refused before.
      expect(reached.length).toBeGreaterThan(guarded.length * 0.8);
    });
  });

  describe("a browser", () => {
    it("is let in from nowhere unless an origin was named", async () => {
      for (const origin of ["https://evil.example", "null", "http://localhost:3000"]) {
        const { headers } = await house().call(operation("list-customers"), { headers: { origin } });
        expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
      }
    });
  });
};
