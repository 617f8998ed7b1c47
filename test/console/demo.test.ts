import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium, sayIfMissing } from "./kit/browser.ts";
import { tenantAt } from "./kit/seeded.ts";
import { servedConsole } from "./kit/served.ts";

sayIfMissing("an empty tenant was not filled in a browser");

describe.skipIf(chromium === undefined)("an empty tenant", { timeout: 120_000 }, () => {
  let served: Awaited<ReturnType<typeof servedConsole>>;
  beforeAll(async () => {
    served = await servedConsole();
  }, 180_000);
  afterAll(() => served?.stop());

  it("says how to begin, and offers a made-up company only to who may write all of it", () =>
    served.as("sales at acme", async (page) => {
      const empty = page.getByRole("region", { name: "Nothing is here yet" });
      await empty.getByRole("link", { name: "Register customer" }).click();
      await page.getByRole("textbox", { name: "Name" }).waitFor();
      await page.goBack();
      await empty.waitFor();
      expect(await empty.getByRole("button").count()).toBe(0);
    }));

  it("is filled from the page through the API, once it is sure, and goes on where it was cut off", async () => {
    const globex = await tenantAt(served.runtime, "globex");
    await served.as("admin at globex", async (page) => {
      const empty = page.getByRole("region", { name: "Nothing is here yet" });
      await empty.getByRole("button", { name: "Fill with a made-up company" }).click();
      expect(await globex.get("/sales/customers")).toEqual([]);
      await empty.getByText("They cannot be taken away again").waitFor();
      await empty.getByRole("button", { name: "Fill this tenant" }).click();
      await empty.getByText(/: \d+ of [\d,]+ steps/).waitFor();

      await page.reload();
      await empty.getByText("was begun here and is not complete").waitFor();
      const before = (await globex.get("/sales/customers?limit=100")).length;
      await empty.getByRole("button", { name: "Fill with a made-up company" }).click();
      await empty.getByRole("button", { name: "Fill this tenant" }).click();
      await empty.getByText(/: \d+ of [\d,]+ steps/).waitFor();
      // What was there answers as it did: nothing is made twice.
      expect((await globex.get("/sales/customers?limit=100")).length).toBe(before);
    });
    expect(await globex.get("/catalog/products/DEMO-COMPANY")).toMatchObject({ status: "active" });
  });
});
