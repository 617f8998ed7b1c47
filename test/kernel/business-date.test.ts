import { expect, test } from "vitest";
import { DocumentDate, documentDate, followingDate } from "../../domain/kernel/business-date.ts";

const NOON = "2026-11-23T12:00:00.000Z";

test("is today in UTC where nothing is said, to the millisecond", () => {
  expect(documentDate(undefined, "2026-11-23T00:00:00.000Z", "/on")).toBe("2026-11-23");
  expect(documentDate(undefined, "2026-11-23T23:59:59.999Z", "/on")).toBe("2026-11-23");
});

test("takes today and any day before, and refuses tomorrow with a pointer", () => {
  expect(documentDate("2026-11-23", NOON, "/on")).toBe("2026-11-23");
  expect(documentDate("1996-07-04", NOON, "/on")).toBe("1996-07-04");
  expect(documentDate("2026-11-24", NOON, "/on")).toMatchObject({ ok: false, code: "date_in_future", about: { pointer: "/on", today: "2026-11-23" } });
});

test("is a real day from 1970 on", () => {
  expect(DocumentDate.safeParse("1970-01-01").success).toBe(true);
  for (const wrong of ["1969-12-31", "0000-01-01", "2026-02-29", "2026-1-1", "2026-11-23T00:00:00Z", ""])
    expect(DocumentDate.safeParse(wrong).success, wrong).toBe(false);
});

test("never comes before what it follows from; where not said, clocks that differ around midnight refuse nothing", () => {
  expect(followingDate("2026-11-20", NOON, "/on", "2026-11-20")).toBe("2026-11-20");
  expect(followingDate("2026-11-19", NOON, "/on", "2026-11-20")).toMatchObject({ code: "date_too_early", about: { pointer: "/on", notBefore: "2026-11-20" } });
  expect(followingDate("2026-11-24", NOON, "/on", "2026-11-20")).toMatchObject({ code: "date_in_future" });
  expect(followingDate(undefined, "2026-11-23T23:59:59.999Z", "/on", "2026-11-24")).toBe("2026-11-24");
});
