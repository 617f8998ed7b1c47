import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Announcements, type Announced } from "../../console/src/live/announcements.ts";
import { paced } from "../../console/src/live/paced.ts";
import { chromium, heading, sayIfMissing } from "./kit/browser.ts";
import { tenantAt } from "./kit/seeded.ts";
import { servedConsole } from "./kit/served.ts";

sayIfMissing("that pages hear of facts was not tried in a browser");

describe.skipIf(chromium === undefined)("pages hear of facts", { timeout: 120_000 }, () => {
  let served: Awaited<ReturnType<typeof servedConsole>>;
  beforeAll(async () => {
    served = await servedConsole();
  }, 180_000);
  afterAll(() => served?.stop());

  const goTo = async (page: Page, path: string, title: string) => {
    await page.evaluate((to) => {
      (globalThis as any).history.pushState({}, "", to);
      (globalThis as any).dispatchEvent(new (globalThis as any).PopStateEvent("popstate"));
    }, path);
    await heading(page, title);
  };
  const standing = (page: Page, words: string) => page.getByRole("status").filter({ hasText: words }).waitFor();

  it("shows what somebody else did, on a page that never looks for itself", () =>
    served.as("sales at acme", async (page) => {
      const acme = await tenantAt(served.runtime, "acme");
      await standing(page, "Live");
      await goTo(page, "/records/sales/customers", "Customers");
      await acme.post("/sales/customers", { name: "Heard Of Ltd", currency: "EUR" });
      await page.getByRole("link", { name: "Heard Of Ltd" }).waitFor();
    }));

  it("looks for itself while nobody tells it, says so, and listens again as soon as it can", () =>
    served.using(
      async (page) => {
        let isBroken = true;
        await page.routeWebSocket(/\/event\/realtime$/, (socket) => {
          if (isBroken) void socket.close();
          else socket.connectToServer();
        });
        const acme = await tenantAt(served.runtime, "acme");
        await page.getByRole("button", { name: "Sign in" }).click();
        await page.getByRole("button", { name: "inventory at acme", exact: true }).click();
        await heading(page, "Home");
        await standing(page, "Every 5 s");
        await goTo(page, "/work/stock", "Stock at work");
        await acme.post("/catalog/products", { sku: "LATE-1", name: "Found by looking", kind: "goods", taxCode: "S19" });
        await page.getByRole("cell", { name: "Found by looking" }).waitFor();
        isBroken = false;
        await standing(page, "Live");
      },
      { expected: /WebSocket/ },
    ));
});

describe("listening", () => {
  class Socket extends EventTarget {
    static made: Socket[] = [];
    readonly sent: any[] = [];
    readonly protocols: string[];
    constructor(_url: string, protocols: string[]) {
      super();
      this.protocols = protocols;
      Socket.made.push(this);
    }
    send(message: string) {
      this.sent.push(JSON.parse(message));
    }
    close() {
      this.dispatchEvent(new Event("close"));
    }
    says(message: object) {
      this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(message) }));
    }
  }

  it("subscribes to each channel, passes on what is said, and begins again with a new token when the connection ends", async () => {
    const real = globalThis.WebSocket;
    Object.assign(globalThis, { WebSocket: Socket });
    try {
      const heard: Announced[] = [];
      const states: boolean[] = [];
      let token = 0;
      const announcements = new Announcements({
        url: "ws://weft.example/event/realtime",
        host: "live.example",
        channels: ["/facts/acme/sales", "/facts/acme/finance"],
        token: async () => `token ${++token}`,
        heard: (facts) => heard.push(...facts),
        listening: (is) => states.push(is),
      });
      announcements.start();
      await expect.poll(() => Socket.made.length).toBe(1);
      const [first] = Socket.made;
      const headerOf = ({ protocols }: Socket) => JSON.parse(Buffer.from(protocols[1]!.slice("header-".length), "base64url").toString());
      expect(headerOf(first!)).toEqual({ host: "live.example", Authorization: "token 1" });
      first!.dispatchEvent(new Event("open"));
      first!.says({ type: "connection_ack", connectionTimeoutMs: 300_000 });
      expect(first!.sent.map(({ type, channel }) => channel ?? type)).toEqual(["connection_init", "/facts/acme/sales", "/facts/acme/finance"]);
      expect(states).toEqual([]);
      first!.says({ type: "subscribe_success", id: "/facts/acme/sales" });
      first!.says({ type: "subscribe_success", id: "/facts/acme/finance" });
      const event = JSON.stringify({ facts: [{ name: "InvoiceIssued", subject: "i1" }] });
      first!.says({ type: "data", id: "/facts/acme/finance", event });
      first!.says({ type: "data", id: "/facts/acme/sales", event: [event] });
      first!.says({ type: "data", id: "/facts/acme/sales", event: "no JSON" });
      expect(heard.map(({ context, name, subject }) => [context, name, subject])).toEqual([
        ["finance", "InvoiceIssued", "i1"],
        ["sales", "InvoiceIssued", "i1"],
      ]);
      first!.close();
      await expect.poll(() => Socket.made.length, { timeout: 5_000 }).toBe(2);
      expect(headerOf(Socket.made[1]!)).toMatchObject({ Authorization: "token 2" });
      announcements.stop();
      expect(states).toEqual([true, false]);
    } finally {
      Object.assign(globalThis, { WebSocket: real });
    }
  });

  it("does at most once in a while what is asked for many times, and loses none of it", async () => {
    let done = 0;
    const { soon } = paced(() => (done += 1), { after: 0, every: 20 });
    for (let times = 0; times < 50; times += 1) soon();
    await expect.poll(() => done).toBe(1);
    soon();
    await expect.poll(() => done).toBe(2);
  });

  it("looks less and less often while it does not stop, and soon again after a rest", () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    try {
      const done: number[] = [];
      const begun = performance.now();
      const { soon } = paced(() => done.push(performance.now() - begun), { after: 100, every: 700, most: 4_000 });
      for (let at = 0; at < 12_000; at += 50) {
        soon();
        vi.advanceTimersByTime(50);
      }
      expect(done).toEqual([100, 800, 2_200, 5_000, 9_000]);
      vi.advanceTimersByTime(20_000);
      expect(done.at(-1), "the last is not lost").toBe(13_000);
      soon();
      vi.advanceTimersByTime(100);
      expect(done.at(-1)).toBe(32_100);
      vi.advanceTimersByTime(50);
      soon();
      vi.advanceTimersByTime(650);
      expect(done.at(-1), "as fast as ever").toBe(32_800);
    } finally {
      vi.useRealTimers();
    }
  });
});
