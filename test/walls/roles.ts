import { describe, expect, it } from "vitest";
import { each, type House } from "./house.ts";
import { guarded, mayCall, pathOf, roleNames } from "./operations.ts";

/** The whole matrix of roles and routes, as the two say it: a route added later is a row of it. */
export const roleMatrix = (house: () => House) =>
  describe("a role", () => {
    it.each(roleNames)("%s: is let in where it holds the right, and nowhere else", async (role) => {
      await each(guarded, async (called) => {
        const dry = called.method === "GET" ? "" : "?dryRun=true";
        const { status } = await house().call(called, {
          role,
          tenant: "matrix",
          target: pathOf(called) + dry,
          ...(called.body === undefined ? {} : { body: called.example ?? {} }),
        });
        // Let in, a request may still be told that something is missing; only its rights are in question here.
        expect([called.id, status === 403 ? "refused" : status < 500 && status !== 401 ? "let in" : status]).toEqual([
          called.id,
          mayCall(role, called) ? "let in" : "refused",
        ]);
      });
    });

    it("has someone for every route, and the auditor changes nothing", () => {
      for (const called of guarded) expect([called.id, roleNames.some((role) => mayCall(role, called))]).toEqual([called.id, true]);
      expect(guarded.filter((called) => called.method !== "GET" && mayCall("auditor", called))).toEqual([]);
    });
  });
