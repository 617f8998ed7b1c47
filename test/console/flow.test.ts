import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium, heading, sayIfMissing } from "./kit/browser.ts";
import { tenantAt } from "./kit/seeded.ts";
import { servedConsole } from "./kit/served.ts";

sayIfMissing("how facts travel was not looked at in a browser");

describe.skipIf(chromium === undefined)("the page of how facts travel", { timeout: 120_000 }, () => {
  let served: Awaited<ReturnType<typeof servedConsole>>;
  beforeAll(async () => {
    // The minute in which deliveries are gathered passes in a second.
    served = await servedConsole({ timeScale: 60 });
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
      await facts.getByRole("row", { name: /^StockReserved Inventory Sales 1 [\d.,]+ ms$/ }).waitFor();
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

  it("shows what is parked, and an administrator sends it again", async () => {
    const { queues } = served.runtime.backstage;
    const { model } = queues.all().find(({ model: { name, redrive } }) => redrive !== null && name.endsWith("open-books-on-customer-registered"))!;
    const dead = queues.get(model.redrive!.deadLetterArn);
    const message = { visibleAt: 0, receiveCount: 0, firstReceivedAt: undefined, deadFrom: model.arn };
    dead.put({ id: "parked", body: "{}", sentAt: Date.now(), ...message });
    await served.as("admin at acme", async (page) => {
      await follow(page, "Flow");
      const parked = page.getByRole("listitem").filter({ hasText: dead.model.name });
      await parked.getByText("1 parked").waitFor();
      await parked.getByRole("button", { name: "Send again" }).click();
      await parked.waitFor({ state: "detached" });
      expect(dead.counts().visible).toBe(0);
      await page
        .getByRole("region", { name: /^What this would have cost on AWS/ })
        .getByRole("row", { name: /weft-dev-/ })
        .first()
        .waitFor();
    });
    dead.put({ id: "parked again", body: "{}", sentAt: Date.now(), ...message });
    await served.as("auditor at acme", async (page) => {
      await follow(page, "Flow");
      await page.getByText("1 parked").waitFor();
      expect(await page.getByRole("button", { name: "Send again" }).count()).toBe(0);
    });
    dead.remove("parked again");
  });

  it("is not there for who may not read the platform's own", () =>
    served.as("sales at acme", async (page) => {
      expect(await page.getByRole("navigation").getByRole("link", { name: "Flow", exact: true }).count()).toBe(0);
    }));
});
