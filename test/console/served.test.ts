import { parse } from "csv-parse/sync";
import { decodeJwt } from "jose";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roles } from "../../domain/platform/roles.ts";
import type { Runtime } from "../../local/runtime.ts";
import { violations } from "./kit/axe.ts";
import { chromium, heading, sayIfMissing } from "./kit/browser.ts";
import { eur, tenantAt } from "./kit/seeded.ts";
import { servedConsole, signIn } from "./kit/served.ts";

sayIfMissing("nobody signed in to the running system in a browser");

describe.skipIf(chromium === undefined)("the console as the system serves it", { timeout: 120_000 }, () => {
  let served: Awaited<ReturnType<typeof servedConsole>>;
  let runtime: Runtime;
  beforeAll(async () => {
    served = await servedConsole();
    runtime = served.runtime;
  }, 180_000);
  afterAll(() => served?.stop());
  const using = (run: (page: Page) => Promise<void>) => served.using(run);
  const contextsShown = async (page: Page): Promise<string[]> => {
    const paths = await page.locator("main a[href^='/records/']").evaluateAll((links) => links.map((link) => String(link.getAttribute("href"))));
    return [...new Set(paths.map((path) => path.split("/")[2] ?? ""))].sort();
  };

  it.each(Object.keys(roles))("signs in a ready-made %s, who sees what this role may do and no more", (role) =>
    using(async (page) => {
      await page.goto(runtime.url);
      await page.getByRole("button", { name: "Sign in" }).click();
      await heading(page, "Sign in");
      expect(await violations(page)).toEqual([]);
      await page.getByRole("button", { name: `${role} at globex`, exact: true }).click();
      await heading(page, "Home");
      await page.getByRole("button", { name: `${role}.globex` }).waitFor();
      const held = String(decodeJwt(await runtime.token({ tenant: "globex", role })).scope).split(" ");
      const readable = held.flatMap((scope) => /^weft\/([a-z]+):read$/.exec(scope)?.[1] ?? []).sort();
      expect(await contextsShown(page)).toEqual(readable);
      expect(await violations(page)).toEqual([]);
    }),
  );

  it("takes a new customer and finds it in the list, also after the page was loaded anew", () =>
    using(async (page) => {
      await page.goto(`${runtime.url}/records/sales/customers`);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("button", { name: "sales at acme", exact: true }).click();
      await heading(page, "Customers");
      await page.goto(`${runtime.url}/create/sales/customers`);
      await heading(page, "Register customer");
      expect(await violations(page)).toEqual([]);
      await page.getByRole("textbox", { name: "Name" }).fill("Ada's Bikes");
      await page
        .getByRole("textbox", { name: "Currency" })
        .or(page.getByRole("combobox", { name: "Currency" }))
        .fill("EUR");
      await page.getByRole("button", { name: "Register customer" }).click();
      await heading(page, "Ada's Bikes");
      expect(await violations(page)).toEqual([]);
      await page.getByRole("link", { name: "Customers" }).first().click();
      await page.getByRole("link", { name: "Ada's Bikes" }).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.reload();
      await page.getByRole("link", { name: "Ada's Bikes" }).waitFor();
      expect(new URL(page.url()).pathname).toBe("/records/sales/customers");
    }));

  it("shows nothing of one tenant to another", () =>
    using(async (page) => {
      const made = await fetch(`${runtime.url}/sales/customers`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${await runtime.token({ tenant: "acme", role: "sales" })}`,
          "content-type": "application/json",
          "idempotency-key": "walls",
        },
        body: JSON.stringify({ name: "Acme's own", currency: "EUR" }),
      });
      expect(made.status).toBe(201);
      await page.goto(runtime.url);
      await signIn(page, "sales at globex");
      await page.getByRole("main").getByRole("link", { name: "Customers" }).click();
      await heading(page, "Customers");
      await page.getByText("Nothing here yet").waitFor();
      expect(await page.getByText("Acme's own").count()).toBe(0);
    }));

  it("saves a list whole, beyond what is on the page, and makes no formula of what somebody wrote", () =>
    using(async (page) => {
      const acme = await tenantAt(runtime, "acme");
      const add = (sku: string, name: string) => acme.post("/catalog/products", { sku, name, kind: "goods", listPrice: eur(100), taxCode: "S19" });
      for (let batch = 0; batch < 13; batch += 1) await Promise.all(Array.from({ length: 10 }, (_, place) => add(`NUT-${batch * 10 + place}`, "A nut")));
      await add("TRAP", '=HYPERLINK("https://evil.example","Refund")');
      await page.goto(runtime.url);
      await signIn(page, "sales at acme");
      await page.getByRole("main").getByRole("link", { name: "Products" }).click();
      await heading(page, "Products");
      await page.getByText("100 entries and more").waitFor();
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name: "Export CSV" }).click();
      const text = await readFile(await (await saved).path(), "utf8");
      expect(text.startsWith("\uFEFF")).toBe(true);
      const rows: Record<string, string>[] = parse(text, { columns: true, bom: true });
      expect(rows).toHaveLength(131);
      expect(new Set(rows.map(({ sku }) => sku)).size).toBe(131);
      expect(rows.filter((row) => Object.values(row).some((cell) => /^[=+@\t\r-]/.test(cell)))).toEqual([]);
      expect(rows.some(({ name }) => name?.includes("HYPERLINK"))).toBe(true);
    }));

  it("signs out, and asks who it is the next time", () =>
    using(async (page) => {
      await page.goto(runtime.url);
      await signIn(page, "finance at acme");
      await page.getByRole("button", { name: "finance.acme" }).click();
      await page.getByRole("button", { name: "Sign out" }).click();
      await heading(page, "Weft");
      expect(new URL(page.url()).origin).toBe(runtime.url);
      await signIn(page, "sales at acme");
      await page.getByRole("button", { name: "sales.acme" }).waitFor();
    }));

  it("renews the token before it runs out, by exchanging the refresh token, and works on with the new one", () =>
    using(async (page) => {
      await page.clock.install();
      const renewals: Record<string, string>[] = [];
      const bearers = new Set<string>();
      // What was answered, not only asked: the clock must not run on before.
      page.on("requestfinished", (request) => {
        const sent = request.postData();
        if (request.url().endsWith("/oauth2/token") && sent !== null) renewals.push(Object.fromEntries(new URLSearchParams(sent)));
        if (request.url().includes("/sales/")) bearers.add(request.headers()["authorization"] ?? "");
      });
      await page.goto(runtime.url);
      await signIn(page, "sales at acme");
      await page.getByRole("main").getByRole("link", { name: "Customers" }).click();
      await heading(page, "Customers");
      for (const round of [1, 2]) {
        await page.clock.fastForward("59:30");
        await expect.poll(() => renewals.filter(({ grant_type }) => grant_type === "refresh_token").length, { timeout: 20_000 }).toBe(round);
      }
      const [first, second] = renewals.filter(({ grant_type }) => grant_type === "refresh_token");
      expect(first?.["refresh_token"]).not.toBe(second?.["refresh_token"]);
      await page.getByRole("link", { name: "Orders" }).first().click();
      await heading(page, "Orders");
      await expect.poll(() => bearers.size, { timeout: 20_000 }).toBeGreaterThan(1);
      expect([...bearers].every((bearer) => /^Bearer \S+$/.test(bearer))).toBe(true);
    }));
});
