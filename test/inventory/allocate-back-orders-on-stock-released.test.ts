import { describe, expect, it } from "vitest";
import { anOrder, warehouse } from "./warehouse.ts";

describe("allocate back-orders on StockReleased", () => {
  it("gives what a cancelled order had to who waits", async () => {
    const w = await warehouse();
    await w.stock("DESK", 4);
    const first = anOrder([["DESK", 4]]);
    const second = anOrder([["DESK", 3]]);
    await w.place(first);
    await w.place(second);
    await w.cancel(first);
    await w.settle();
    expect(await w.level("DESK")).toMatchObject({ reserved: 3, available: 1, backOrdered: 0, promisable: 1 });
    expect(await w.parts(second.orderId)).toMatchObject([{ lines: [{ reserved: 3, backOrdered: 0 }] }]);
  });
  it("gives goods that were on their way to a cancelled back-order to the next", async () => {
    const w = await warehouse();
    await w.list("DESK");
    const first = anOrder([["DESK", 4]], { promisedOn: "2026-12-01" });
    const second = anOrder([["DESK", 4]], { promisedOn: "2026-12-02" });
    await w.place(first);
    await w.place(second);
    await w.cancel(first);
    await w.receive("DESK", 4);
    const [released] = w.facts("StockReleased");
    if (released === undefined) throw new Error("nothing released");
    await w.deliver(released, "inventory/allocate-back-orders-on-stock-released");
    expect(await w.level("DESK")).toMatchObject({ reserved: 4, available: 0, backOrdered: 0 });
  });
  it("stays quiet on replay", async () => {
    const w = await warehouse();
    await w.stock("DESK", 4);
    const first = anOrder([["DESK", 4]]);
    await w.place(first);
    await w.place(anOrder([["DESK", 3]]));
    await w.cancel(first);
    await w.settle();
    const before = [await w.level("DESK"), w.facts().length];
    await w.hearAgain();
    expect([await w.level("DESK"), w.facts().length]).toEqual(before);
  });
});
