import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { giveUp } from "../../bench/give-up.ts";
import { chromium, heading, sayIfMissing } from "./kit/browser.ts";
import { tenantAt } from "./kit/seeded.ts";
import { servedConsole } from "./kit/served.ts";

sayIfMissing("how facts travel was not looked at in a browser");

describe.skipIf(chromium === undefined)("the page of how facts travel", { timeout: 120_000 }, () => {
  let served: Awaited<ReturnType<typeof servedConsole>>;
  beforeAll(async () => {
    // The minute in which deliveries are gathered passes in a second.
    // Nothing is delivered twice, so that counts can be told.
    served = await servedConsole({ timeScale: 60, chaos: { seed: 1, duplicate: 0, reorder: 0 } });
  }, 180_000);
  afterAll(() => served?.stop());

  const follow = async (page: Page, name: string) => {
    await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
    await heading(page, name);
  };

  it("shows facts as they are told, what they came to, and an order's whole story", () =>
    served.as("admin at acme", async (page) => {
      const acme = await tenantAt(served.runtime, "acme");
      await acme.product("STORY", 5);
      const customerId = await acme.customer("Told Ltd");
      await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
      await follow(page, "Flow");
      const now = page.getByRole("region", { name: "Now" });
      const { id } = await acme.post("/sales/orders", { customerId, lines: [{ sku: "STORY", quantity: 2 }] });
      await acme.idle();
      for (const fact of ["OrderPlaced", "StockReserved", "InvoiceIssued"]) await now.getByText(fact).first().waitFor();
      const facts = page.getByRole("group", { name: "Facts", exact: true });
      // Counts follow deliveries by up to a minute of the runtime's, and the page looks again by itself every minute: it is asked for another stretch of time instead.
      const counted = facts.getByRole("row", { name: /^StockReserved Inventory Sales 1 [\d.,]+ ms$/ });
      const since = page.getByRole("combobox", { name: "Since when" });
      await expect
        .poll(
          async () => {
            await since.selectOption((await since.inputValue()) === "24" ? "72" : "24");
            await page.waitForTimeout(300);
            return counted.count();
          },
          { timeout: 30_000, interval: 500 },
        )
        .toBe(1);
      await page.getByRole("img", { name: "Facts between contexts" }).waitFor();
      await now
        .getByRole("link", { name: `…${id.slice(-6)}` })
        .last()
        .click();
      await page.getByText("The whole story").click();
      const story = page.getByRole("group", { name: "The whole story" });
      await story.getByRole("row", { name: /StockReserved \+\d+ ms inventory\/reserve-stock-on-order-placed/ }).waitFor();
      await story.getByRole("row", { name: /InvoiceIssued \+\d+ ms finance\/issue-invoice-on-order-placed/ }).waitFor();
      expect(await story.getByRole("row", { name: /OrderPlaced .* a program|OrderPlaced .* a person/ }).count()).toBe(1);
    }));

  it("shows facts that could not be worked on, on the first page too, and an administrator redrives them", async () => {
    const { runtime } = served;
    const globex = await tenantAt(runtime, "globex");
    const call = {
      made: async (path: string, body: unknown) => (await globex.post(path, body as object)).id,
      data: (_: string, path: string) => globex.get(path),
    };
    const lost = await giveUp(runtime, call, "globex");
    await runtime.idle(60_000);
    await served.as("auditor at globex", async (page) => {
      await follow(page, "Flow");
      await page.getByRole("region", { name: "Dead letters" }).getByText("finance/open-books-on-customer-registered").waitFor();
      expect(await page.getByRole("button", { name: /^Redrive/ }).count()).toBe(0);
    });
    await served.as("admin at globex", async (page) => {
      const attention = page.getByRole("region", { name: "Needs attention" });
      await attention.getByText("fact that could not be worked on").waitFor();
      await attention.getByRole("link", { name: "CustomerRegistered" }).click();
      await page.getByRole("button", { name: "Dismiss dead letter" }).waitFor();
      await follow(page, "Flow");
      const letters = page.getByRole("region", { name: "Dead letters" });
      await letters.getByRole("button", { name: "Redrive CustomerRegistered for finance/open-books-on-customer-registered" }).click();
      await letters.getByText("No fact was given up.").waitFor();
      await page
        .getByRole("region", { name: /^What this would have cost on AWS/ })
        .getByRole("row", { name: /weft-dev-/ })
        .first()
        .waitFor();
    });
    expect(await globex.get(`/platform/dead-letters/${lost}`)).toMatchObject({ status: "redriven", times: 1 });
  });

  it("is not there for who may not read the platform's own", () =>
    served.as("sales at acme", async (page) => {
      expect(await page.getByRole("navigation").getByRole("link", { name: "Flow", exact: true }).count()).toBe(0);
    }));
});
