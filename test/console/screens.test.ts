import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Runtime } from "../../local/runtime.ts";
import { violations } from "./kit/axe.ts";
import { chromium, heading, type Look, sayIfMissing } from "./kit/browser.ts";
import { overhang } from "./kit/pages.ts";
import { eur, tenantAt } from "./kit/seeded.ts";
import { servedConsole } from "./kit/served.ts";

sayIfMissing("the screens made by hand were not seen in a browser");

describe.skipIf(chromium === undefined)("the screens people spend their day on", { timeout: 180_000 }, () => {
  let served: Awaited<ReturnType<typeof servedConsole>>;
  let runtime: Runtime;
  beforeAll(async () => {
    served = await servedConsole();
    runtime = served.runtime;
  }, 180_000);
  afterAll(() => served?.stop());
  const using = (person: string, run: (page: Page) => Promise<void>, look?: Look) => served.as(person, run, look);

  const column = (page: Page, stage: string) => page.getByRole("region", { name: stage, exact: true });

  it("plays the main job by mouse: won on the board, reserved and invoiced before one's eyes, shipped, paid, completed", async () => {
    const acme = await tenantAt(runtime, "acme");
    await acme.product("CHAIR", 5);
    const customerId = await acme.customer("Ada's Bikes");
    await using("admin at acme", async (page) => {
      await page.goto(`${runtime.url}/create/sales/opportunities?customerId=${customerId}`);
      await heading(page, "Open opportunity");
      await page.getByRole("textbox", { name: "Title" }).fill("Chairs for the workshop");
      await page.getByRole("button", { name: "Add a line" }).first().click();
      await page.getByLabel("SKU").first().click();
      await page.getByLabel("SKU").first().fill("CHAIR");
      await page.getByRole("option", { name: /CHAIR/ }).click();
      await page.getByRole("textbox", { name: "Quantity" }).first().fill("3");
      await page.getByRole("button", { name: "Open opportunity" }).click();
      await heading(page, "Chairs for the workshop");

      await page.getByRole("link", { name: "Pipeline", exact: true }).click();
      await heading(page, "Pipeline");
      const card = () => page.getByRole("listitem").filter({ hasText: "Chairs for the workshop" });
      await card().dragTo(column(page, "Negotiating"));
      await column(page, "Negotiating").getByText("Chairs for the workshop").waitFor();
      // Each column reads its own cards: for a moment it may stand in both.
      await column(page, "Qualifying").getByText("Chairs for the workshop").waitFor({ state: "detached" });
      await card().dragTo(column(page, "Won"));
      const asked = page.getByRole("dialog");
      await asked.getByLabel("Invoicing").selectOption("on-order");
      await asked.getByRole("button", { name: /^Win opportunity/ }).click();
      const panel = page.getByRole("region", { name: "Won: what happens now" });
      await panel.getByText("Stock reserved").waitFor();
      await panel.getByText("Invoice issued").waitFor();
      await panel.getByRole("link", { name: "Open the order" }).click();

      await page.getByText("3 reserved").waitFor();
      await page.getByRole("button", { name: "Ship what is reserved" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Dispatch shipment" }).click();
      await page.getByText("3 shipped").waitFor();
      await page.getByRole("link", { name: "Match a payment" }).click();
      await heading(page, "Finance at work");
      await page.getByRole("checkbox", { name: /^Match invoice/ }).check();
      await page.getByText("€357.00 for 1 invoice.").waitFor();
      await page.getByRole("button", { name: "Record payment" }).click();
      await page.getByText("Nobody owes anything.").waitFor();
      await page.goBack();
      await page.locator(".strip").getByText("Completed").waitFor();
      await page.locator(".strip").getByText("Paid", { exact: true }).first().waitFor();
    });
    const [order] = await acme.get(`/sales/orders?customerId=${customerId}`);
    expect(order).toMatchObject({ status: "completed", payment: "paid" });
    expect(await acme.get("/inventory/stock-levels/CHAIR")).toMatchObject({ onHand: 2, reserved: 0 });
    expect(await acme.get(`/finance/invoices?customerId=${customerId}`)).toMatchObject([{ status: "paid" }]);
  });

  it("plays it by keyboard only, signing in included", async () => {
    // A tenant of its own: whoever owes something stands first in the list of open invoices.
    const globex = await tenantAt(runtime, "globex");
    await globex.product("DESK", 0);
    const customerId = await globex.customer("Bob's Barn");
    const { id } = await globex.post("/sales/opportunities", { customerId, title: "A desk", lines: [{ sku: "DESK", quantity: 1 }] });
    await served.using(async (page) => {
      const keys = page.keyboard;
      /** Through the palette, as who never takes a hand off the keys. */
      const go = async (to: string) => {
        await keys.press("Control+K");
        const palette = page.getByRole("dialog", { name: "Search pages and actions" });
        // The field takes the focus a moment after the dialog stands: keys pressed before that would go nowhere.
        await palette.locator("input:focus").waitFor();
        await keys.type(to);
        // Only what was typed is left, and the first of it is chosen.
        await palette.locator("button[data-selected]", { hasText: to }).waitFor();
        await keys.press("Enter");
        await heading(page, to);
      };
      /** Tab until something of this name has the focus. */
      const tabTo = async (name: string) => {
        for (let steps = 0; steps < 80; steps += 1) {
          await keys.press("Tab");
          const at = await page.evaluate(() => {
            const { activeElement: one, body } = (globalThis as any).document;
            if (one === body) return "";
            return `${one?.getAttribute("aria-label") ?? ""} ${one?.textContent ?? ""} ${[...(one?.labels ?? [])].map((label: any) => label.textContent).join(" ")}`;
          });
          if (at.includes(name)) return;
        }
        throw new Error(`Tab does not come to ${name}`);
      };
      /** A line of a form, from field to field, ended by Enter. */
      const row = async (...cells: string[]) => {
        for (const [place, cell] of cells.entries()) {
          if (place > 0) await keys.press("Tab");
          await keys.press("Control+A");
          await keys.type(cell);
        }
        await keys.press("Enter");
      };
      await heading(page, "Weft");
      await tabTo("Sign in");
      await keys.press("Enter");
      await heading(page, "Sign in");
      await tabTo("admin at globex");
      await keys.press("Enter");
      await heading(page, "Home");
      await go("Stock at work");
      await tabTo("SKU");
      await row("desk", "4", "60");
      await page.getByText("Recorded: 4 × DESK").waitFor();
      // The next line can be typed at once.
      await expect.poll(() => page.evaluate(() => (globalThis as any).document.activeElement?.value)).toBe("");
      await row("desk", "2", "60");
      await page.getByText("Recorded: 2 × DESK").waitFor();
      expect(await globex.get("/inventory/stock-levels/DESK")).toMatchObject({ onHand: 6 });

      await go("Pipeline");
      await column(page, "Qualifying").getByText("A desk").waitFor();
      await tabTo("Move A desk");
      await keys.press("Enter");
      await page.getByRole("menuitem", { name: "Won" }).waitFor();
      const focused = () => page.evaluate(() => (globalThis as any).document.activeElement?.textContent);
      // The menu takes the focus a moment after it opened.
      for (let steps = 0; steps < 10 && (await focused()) !== "Won"; steps += 1) await keys.press("ArrowDown");
      expect(await focused()).toBe("Won");
      await keys.press("Enter");
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^Win opportunity/ })
        .waitFor();
      await tabTo("Win opportunity");
      await keys.press("Enter");
      await page.getByText("Stock reserved").waitFor();
      await page.getByText("Invoice issued").waitFor();

      await go("Stock at work");
      await page.getByRole("button", { name: /^Ship order/ }).waitFor();
      await tabTo("Ship order");
      await keys.press("Enter");
      await page.getByText("1 order shipped").waitFor();

      await go("Finance at work");
      await tabTo("Receivables");
      await keys.press("ArrowRight");
      await page.getByRole("checkbox", { name: /^Match invoice/ }).waitFor();
      await tabTo("Match invoice");
      await keys.press("Space");
      await page.getByText("€119.00 for 1 invoice.").waitFor();
      await tabTo("Received, in EUR");
      await keys.press("Enter");
      await page.getByText("Nobody owes anything.").waitFor();
    });
    const { orderId } = await globex.get(`/sales/opportunities/${id}`);
    await globex.idle();
    expect(await globex.get(`/sales/orders/${orderId}`)).toMatchObject({ status: "completed", payment: "paid" });
  });

  it.each([
    { colorScheme: "light", width: 1440 },
    { colorScheme: "dark", width: 390 },
  ] as const)("keeps nobody out and fits, in both languages ($colorScheme, $width px)", async (look) => {
    const erp = await tenantAt(runtime, "acme");
    const sku = `LAMP-${look.width}`;
    await erp.product(sku, 2);
    const customerId = await erp.customer("Cleo's Café");
    await erp.post("/sales/opportunities", { customerId, title: "Lamps", lines: [{ sku, quantity: 1 }] });
    const order = await erp.post("/sales/orders", { customerId, lines: [{ sku, quantity: 5 }] });
    await erp.post("/finance/payments", { customerId, amount: eur(700), method: "cash" });
    await erp.idle();
    await using(
      "admin at acme",
      async (page) => {
        const places = [
          ["/", "Home", "首页", "Value of stock"],
          ["/work/pipeline", "Pipeline", "销售看板", "Lamps"],
          ["/work/stock", "Stock at work", "仓库作业", "Ready to ship"],
          ["/work/finance?tab=receivables", "Finance at work", "财务作业", "Total EUR"],
          ["/work/finance?tab=invoices", "Finance at work", "财务作业", "Open invoices"],
          ["/work/finance?tab=payments", "Finance at work", "财务作业", "Cleo's Café"],
          ["/work/finance?tab=trial-balance", "Finance at work", "财务作业", "Total EUR"],
          ["/work/finance?tab=journal-entries", "Finance at work", "财务作业", "Trade receivables"],
          [`/records/sales/orders/${order.id}`, "", "", "2 reserved · 3 back-ordered"],
          [`/records/sales/customers/${customerId}`, "Cleo's Café", "Cleo's Café", "Owed on open invoices"],
        ] as const;
        for (const [path, title, , shown] of places) {
          await page.goto(`${runtime.url}${path}`);
          if (title !== "") await heading(page, title);
          await page
            .getByText(shown)
            .filter({ visible: true })
            .or(page.getByRole("region", { name: shown }))
            .first()
            .waitFor();
          await page.locator(".mantine-Skeleton-root").first().waitFor({ state: "detached" });
          expect.soft(await violations(page), path).toEqual([]);
          expect.soft(await overhang(page), `${path} is wider than the window`).toBeLessThanOrEqual(0);
        }
        await page.evaluate(() => (globalThis as any).localStorage.setItem("weft.language", "zh-CN"));
        for (const [path, , title] of places) {
          await page.goto(`${runtime.url}${path}`);
          if (title !== "") await heading(page, title);
          await page.locator(".mantine-Skeleton-root").first().waitFor({ state: "detached" });
          const words = await page.getByRole("main").innerText();
          // Of the console's own words none stayed English: no key, and no sentence of the screens.
          expect.soft(words).not.toMatch(/\b(screen|board|won|wonStock|wonInvoice|order|customer|stock|finance|payment|day)\.[a-z]\w+/);
          expect.soft(words).not.toMatch(/Show all|Owed|back-ordered|Ready to ship|Goods came in|Open pipeline|Overdue/);
          expect.soft(await overhang(page), `${path} is wider than the window`).toBeLessThanOrEqual(0);
        }
      },
      look,
    );
  });

  it("pays an invoice out of what the customer paid too much before", async () => {
    const acme = await tenantAt(runtime, "acme");
    await acme.product("HELMET", 9);
    const customerId = await acme.customer("Emil's Eaves");
    const order = async () => acme.post("/sales/orders", { customerId, lines: [{ sku: "HELMET", quantity: 1 }] });
    await order();
    await acme.idle();
    await using("finance at acme", async (page) => {
      await page.goto(`${runtime.url}/work/finance?tab=invoices&customerId=${customerId}`);
      await page.getByRole("checkbox", { name: /^Match invoice/ }).check();
      await page.getByLabel("Received, in EUR").fill("150");
      await page.getByText("€150.00 for 1 invoice. Credit: €31.00").waitFor();
      await page.getByRole("button", { name: "Record payment" }).click();
      await page.getByText("Nobody owes anything.").waitFor();
      await order();
      await acme.idle();
      await page.getByRole("checkbox", { name: /^Match invoice/ }).check();
      await page.getByText("Credit: €31.00").waitFor();
      await page.getByRole("button", { name: "Pay out of the credit" }).click();
      await page.getByText("€31.00 for 1 invoice.").waitFor();
      await page.getByRole("button", { name: "Record payment" }).click();
      await page.getByText("€88.00").first().waitFor();
    });
    const { balances } = await acme.get(`/finance/customer-balance?customerId=${customerId}`);
    expect(balances).toMatchObject([{ owed: eur(8_800), credit: eur(0) }]);
  });

  it("shows who was faster instead of writing over it", async () => {
    const acme = await tenantAt(runtime, "acme");
    const customerId = await acme.customer("Dora's Dock");
    const { id } = await acme.post("/sales/opportunities", { customerId, title: "A race", lines: [] });
    await using(
      "sales at acme",
      async (page) => {
        await page.goto(`${runtime.url}/work/pipeline`);
        const move = async (to: string) => {
          await page.getByRole("button", { name: "Move A race" }).click();
          await page.getByRole("menuitem", { name: to }).click();
        };
        // Held back, so that the card still shows the version that was.
        await page.getByRole("button", { name: "Move A race" }).waitFor();
        await page.route("**/sales/opportunities?*", () => undefined);
        const token = await runtime.token({ tenant: "acme", role: "sales" });
        const patched = await fetch(`${runtime.url}/sales/opportunities/${id}`, {
          method: "PATCH",
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": "faster" },
          body: JSON.stringify({ stage: "proposing" }),
        });
        expect(patched.status).toBe(200);
        await move("Negotiating");
        await page.getByRole("alert").waitFor();
        await page.unroute("**/sales/opportunities?*");
        await page.reload();
        await column(page, "Proposing").getByText("A race").waitFor();
      },
      { expected: /status of 412/ },
    );
    expect(await acme.get(`/sales/opportunities/${id}`)).toMatchObject({ stage: "proposing" });
  });

  it("gives each role its screens, and an auditor nothing to move", async () => {
    const acme = await tenantAt(runtime, "acme");
    const customerId = await acme.customer("Emil's Eatery");
    await acme.post("/sales/opportunities", { customerId, title: "Only looked at", lines: [] });
    const screens = (page: Page) =>
      page
        .getByRole("navigation")
        .locator("a[href^='/work/']")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    await using("sales at acme", async (page) => expect(await screens(page)).toEqual(["/work/pipeline", "/work/stock"]));
    await using("inventory at acme", async (page) => {
      expect(await screens(page)).toEqual(["/work/stock"]);
      await page.goto(`${runtime.url}/work/pipeline`);
      await heading(page, "There is no such page");
    });
    await using("auditor at acme", async (page) => {
      expect(await screens(page)).toEqual(["/work/pipeline", "/work/stock", "/work/finance", "/work/flow"]);
      await page.getByRole("link", { name: "Pipeline", exact: true }).click();
      await page.getByText("Only looked at").waitFor();
      expect(await page.getByRole("button", { name: /^Move/ }).count()).toBe(0);
      expect(await page.getByRole("listitem").filter({ hasText: "Only looked at" }).getAttribute("draggable")).toBe("false");
      await page.getByRole("link", { name: "Stock at work" }).click();
      await heading(page, "Stock at work");
      expect(await page.getByRole("button", { name: "Record" }).count()).toBe(0);
    });
  });
});
