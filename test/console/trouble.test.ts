import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violations } from "./kit/axe.ts";
import { chromium, heading, sayIfMissing } from "./kit/browser.ts";
import { tenantAt } from "./kit/seeded.ts";
import { servedConsole } from "./kit/served.ts";

sayIfMissing("what the console does when something goes wrong was not tried in a browser");

describe.skipIf(chromium === undefined)("the console when something goes wrong", { timeout: 120_000 }, () => {
  let served: Awaited<ReturnType<typeof servedConsole>>;
  beforeAll(async () => {
    served = await servedConsole();
  }, 180_000);
  afterAll(() => served?.stop());

  const open = async (page: Page, path: string, title: string) => {
    await page.goto(new URL(path, page.url()).href);
    await heading(page, title);
  };
  /** Nobody is kept out, in the light or in the dark. */
  const readable = async (page: Page) => {
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await violations(page, "color-contrast")).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
  };
  /** The Idempotency-Keys of what is posted to a path from now on, in order. */
  const keysOf = (page: Page, path: string) => {
    const keys: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST" && new URL(request.url()).pathname === path) keys.push(request.headers()["idempotency-key"] ?? "");
    });
    return keys;
  };

  it("keeps the key of what was done and never answered over a reload, and it counts once", () =>
    served.as(
      "sales at acme",
      async (page) => {
        const acme = await tenantAt(served.runtime, "acme");
        const keys = keysOf(page, "/sales/customers");
        let done = 0;
        // The first answer is lost on its way: the customer is there, and nobody here knows.
        await page.route("**/sales/customers", async (route) => {
          if (route.request().method() !== "POST" || done > 0) return route.continue();
          done = (await route.fetch()).status();
          return route.abort("connectionreset");
        });
        await open(page, "/create/sales/customers", "Register customer");
        await page.getByRole("textbox", { name: "Name" }).fill("Only Once Ltd");
        await page.getByRole("button", { name: "Register customer" }).click();
        await page.getByText("This was sent and not answered").waitFor();
        await page.getByText("The network or the service cannot be reached.").waitFor();
        expect(done).toBe(201);
        await page.reload();
        await page.getByText("This was sent and not answered").waitFor();
        expect(await page.getByRole("textbox", { name: "Name" }).inputValue()).toBe("Only Once Ltd");
        await page.getByRole("button", { name: "Register customer" }).click();
        await heading(page, "Only Once Ltd");
        expect(keys).toHaveLength(2);
        expect(keys[0]).toBe(keys[1]);
        const all: { name: string }[] = await acme.get("/sales/customers?limit=100");
        expect(all.filter(({ name }) => name === "Only Once Ltd")).toHaveLength(1);
      },
      { expected: /ERR_CONNECTION_RESET/ },
    ));

  it("shows what it had while the connection is lost, says so, and goes on once it is back", () =>
    served.as(
      "sales at globex",
      async (page) => {
        const globex = await tenantAt(served.runtime, "globex");
        await globex.customer("Seen Before");
        const banner = page.getByText("You are offline.");
        await open(page, "/records/sales/customers", "Customers");
        await page.getByRole("link", { name: "Seen Before" }).waitFor();
        await page.context().setOffline(true);
        await banner.waitFor();
        await readable(page);
        await page.getByRole("link", { name: "Home" }).first().click();
        await heading(page, "Home");
        await page.getByRole("link", { name: "Customers" }).first().click();
        await page.getByRole("link", { name: "Seen Before" }).waitFor();
        await globex.customer("Came Later");
        expect(await page.getByRole("link", { name: "Came Later" }).count()).toBe(0);
        // Nothing is clicked: what was missed comes by itself.
        await page.context().setOffline(false);
        await banner.waitFor({ state: "detached" });
        await page.getByRole("link", { name: "Came Later" }).waitFor();
      },
      { expected: /ERR_INTERNET_DISCONNECTED/ },
    ));

  it("keeps what is typed while the connection is lost, and sends it once afterwards", () =>
    served.as(
      "sales at globex",
      async (page) => {
        const globex = await tenantAt(served.runtime, "globex");
        const keys = keysOf(page, "/sales/customers");
        await open(page, "/create/sales/customers", "Register customer");
        await page.context().setOffline(true);
        await page.getByRole("textbox", { name: "Name" }).fill("Patient & Sons");
        await page.getByRole("button", { name: "Register customer" }).click();
        await page.getByText("This was sent and not answered").waitFor();
        await page.context().setOffline(false);
        await page.getByRole("button", { name: "Register customer" }).click();
        await heading(page, "Patient & Sons");
        expect(new Set(keys).size).toBe(1);
        const all: { name: string }[] = await globex.get("/sales/customers?limit=100");
        expect(all.filter(({ name }) => name === "Patient & Sons")).toHaveLength(1);
      },
      { expected: /ERR_INTERNET_DISCONNECTED/ },
    ));

  it("compares both versions of a thing that somebody else revised meanwhile, and loses neither", () =>
    served.as(
      "sales at acme",
      async (page) => {
        const acme = await tenantAt(served.runtime, "acme");
        const id = await acme.customer("First Name");
        await open(page, `/revise/sales/customers/${id}`, "Revise customer");
        await page.getByRole("textbox", { name: "Name", exact: true }).fill("My Name");
        await acme.patch(`/sales/customers/${id}`, { name: "Their Name", paymentTermDays: 60 });
        await page.getByRole("button", { name: "Save" }).click();
        await page.getByText("Somebody else changed this meanwhile").waitFor();
        await page.getByRole("radio", { name: "Name: Theirs" }).waitFor();
        await readable(page);
        await page.getByRole("radio", { name: "Name: Mine" }).check();
        await page.getByRole("button", { name: "Save this choice" }).click();
        await heading(page, "My Name");
        expect(await acme.get(`/sales/customers/${id}`)).toMatchObject({ name: "My Name", paymentTermDays: 60 });
      },
      { expected: /status of 412/ },
    ));

  it("says a refusal in words, at the field where the service names one", () =>
    served.as(
      "admin at acme",
      async (page) => {
        const acme = await tenantAt(served.runtime, "acme");
        await acme.product("TWICE", 0);
        await open(page, "/create/catalog/products", "Add product");
        await page.getByRole("textbox", { name: "SKU" }).fill("TWICE");
        await page.getByRole("textbox", { name: "Name" }).fill("Once more");
        await page.getByRole("combobox", { name: "Kind" }).selectOption("goods");
        await page.getByRole("textbox", { name: "List price", exact: true }).fill("1");
        await page.getByRole("textbox", { name: "Tax code" }).fill("S19");
        await page.getByRole("button", { name: "Add product" }).click();
        await page.getByText("This sku is a product already.").first().waitFor();
        expect(await page.getByRole("textbox", { name: "SKU" }).getAttribute("aria-invalid")).toBe("true");
        expect(await page.getByRole("alert").first().innerText()).toMatch(/^Product exists/);
        expect(await page.getByRole("textbox", { name: "Name" }).inputValue()).toBe("Once more");
        await readable(page);
        // In another language the refusal is in that one, and the service's own English is said to be English.
        await page.getByRole("button", { name: "admin.acme" }).click();
        await page.getByRole("combobox", { name: "Language" }).selectOption("zh-CN");
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "新增产品" }).or(page.locator("form button[type=submit]")).first().click();
        await expect.poll(() => page.locator("form .mantine-InputWrapper-error").first().innerText()).toBe("产品已存在");
        expect(await page.getByText("This sku is a product already.").getAttribute("lang")).toBe("en");
      },
      { expected: /status of (400|409|422)/ },
    ));
});
