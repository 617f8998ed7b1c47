import { describe, expect, it } from "vitest";
import { warehouse } from "./warehouse.ts";

describe("relabel a stock level on ProductRevised", () => {
  it("copies name and status and leaves every counter", async () => {
    const w = await warehouse();
    await w.stock("DESK", 2);
    await w.revise("DESK", 2, { name: "Standing desk", status: "discontinued" });
    expect(await w.level("DESK")).toMatchObject({
      name: "Standing desk",
      status: "discontinued",
      onHand: 2,
      available: 2,
      value: { minor: 200, currency: "EUR" },
    });
  });
  it("keeps the newer words when an older revision comes late", async () => {
    const w = await warehouse();
    await w.list("DESK");
    await w.revise("DESK", 3, { name: "Third" });
    await w.revise("DESK", 2, { name: "Second" });
    expect(await w.level("DESK")).toMatchObject({ name: "Third" });
  });
  it("opens the level where the revision overtakes the listing", async () => {
    const w = await warehouse();
    await w.revise("DESK", 2, { name: "Second" });
    await w.list("DESK");
    expect(await w.level("DESK")).toMatchObject({ name: "Second", onHand: 0 });
  });
  it("stays quiet on replay", async () => {
    const w = await warehouse();
    await w.list("DESK");
    await w.revise("DESK", 2);
    const before = await w.level("DESK");
    await w.revise("DESK", 2);
    expect(await w.level("DESK")).toEqual(before);
  });
});
