import { describe, expect, it } from "vitest";
import { cardOf, inOrder, isSettled, progressOf, sums, withMoved } from "../../console/src/screens/board/board.ts";
import { closingOf, openOrders, owedOf } from "../../console/src/screens/day/day.ts";
import { canJoin, creditIn, daysOverdue, MOST_MATCHED, openInvoices, paymentOf, spend } from "../../console/src/screens/finance/matching.ts";
import { changeOf, trendsOf } from "../../console/src/screens/day/trends.ts";
import { catalogueOf, edgesOf, pageOf, spotsOf, travelled } from "../../console/src/screens/flow/flow.ts";
import { costsOf, queuesOf } from "../../console/src/screens/flow/machine.ts";
import { doerOf, storyOf } from "../../console/src/screens/story/story.ts";
import { barsOf, canShip } from "../../console/src/screens/order/order-lines.ts";
import { deadLetters, lateForGoods, lateToShip, overdueInvoices, shortProducts } from "../../console/src/screens/day/attention.ts";
import { costOf, readyOrders, receiptField, receiptOf, shortagesFirst } from "../../console/src/screens/stock/stock.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });

describe("an order's lines as bars", () => {
  it("always come to what was ordered, also where binary fractions would not", () => {
    const [bar] = barsOf({ lines: [{ lineNo: 1, sku: "A", kind: "goods", quantity: 0.3, shipped: 0.1, reserved: 0.2, backOrdered: 0, cancelled: 0 }] });
    expect(bar?.parts).toEqual({ shipped: 0.1, reserved: 0.2, backOrdered: 0, waiting: 0, cancelled: 0 });
  });

  it("what no fact has told of yet waits", () => {
    const [bar] = barsOf({ lines: [{ lineNo: 1, sku: "A", kind: "goods", quantity: 5, shipped: 1, reserved: 1, backOrdered: 2, cancelled: 0 }] });
    expect(bar?.parts.waiting).toBe(1);
  });

  it("only goods that are set aside can be shipped", () => {
    const line = (kind: string, reserved: number) => barsOf({ lines: [{ kind, quantity: 2, reserved }] });
    expect([canShip(line("goods", 1)), canShip(line("goods", 0)), canShip(line("service", 1))]).toEqual([true, false, false]);
  });
});

describe("the board", () => {
  it("shows a card that was just moved in one column, whichever list follows first, and as somebody else moved it since", () => {
    const card = (stage: string, version: number) => cardOf({ id: "o", stage, version });
    const moved = [card("proposing", 2)];
    const columns = (qualifying: readonly ReturnType<typeof cardOf>[], proposing: typeof qualifying) =>
      [withMoved(qualifying, "qualifying", moved), withMoved(proposing, "proposing", moved)].map((cards) => cards.length);
    expect(columns([card("qualifying", 1)], [])).toEqual([0, 1]);
    expect(columns([card("qualifying", 1)], [card("proposing", 2)])).toEqual([0, 1]);
    expect(columns([], [])).toEqual([0, 1]);
    expect(columns([], [card("proposing", 2)])).toEqual([0, 1]);
    expect(columns([card("qualifying", 3)], [])[0]).toBe(1);
  });

  it("adds amounts of one currency and never across", () => {
    expect(sums([eur(100), { minor: 900, currency: "USD" }, undefined, eur(250)])).toEqual([{ currency: "USD", minor: 900 }, eur(350)]);
  });

  it("shows what is expected first on top, what has no date below, the last closed first", () => {
    const card = (id: string, more: object) => cardOf({ id, stage: "proposing", version: 1, value: eur(1), ...more });
    const open = [
      card("none", {}),
      card("late", { expectedCloseOn: "2026-12-01" }),
      card("soon", { expectedCloseOn: "2026-11-25" }),
      card("big", { value: eur(9) }),
    ];
    expect(inOrder(open).map(({ id }) => id)).toEqual(["soon", "late", "big", "none"]);
    expect(inOrder([card("a", { closedAt: "2026-11-01T00:00:00Z" }), card("b", { closedAt: "2026-11-02T00:00:00Z" })]).map(({ id }) => id)).toEqual(["b", "a"]);
  });

  it.each([
    [{}, "waiting", "waiting", false],
    [{ status: "placed", fulfilment: "none", billing: "none", invoicing: "on-order" }, "waiting", "waiting", false],
    [{ status: "reserved", fulfilment: "reserved", billing: "none", invoicing: "on-order" }, "reserved", "waiting", false],
    [{ status: "reserved", fulfilment: "reserved", billing: "invoiced", invoicing: "on-order" }, "reserved", "invoiced", true],
    [{ status: "reserved", fulfilment: "reserved", billing: "none", invoicing: "on-shipment" }, "reserved", "with-shipment", true],
    [{ status: "back-ordered", fulfilment: "none", billing: "invoiced", invoicing: "on-order" }, "short", "invoiced", true],
    [{ status: "placed", fulfilment: "not-needed", billing: "not-needed" }, "not-needed", "not-needed", true],
  ])("says of a won order %j: stock %s, invoice %s", (order, stock, invoice, settled) => {
    expect(progressOf(order)).toEqual({ stock, invoice });
    expect(isSettled(progressOf(order))).toBe(settled);
  });
});

describe("stock", () => {
  it("shows the largest shortage first, then what is scarcest", () => {
    const level = (sku: string, backOrdered: number, available: number) => ({ sku, backOrdered, available });
    const levels = [level("A10", 0, 5), level("B", 2, 0), level("C", 7, 0), level("A9", 0, 5), level("D", 0, 1)];
    expect(shortagesFirst(levels).map(({ sku }) => sku)).toEqual(["C", "B", "D", "A9", "A10"]);
  });

  it("lists what can leave by orders, with what is to be picked and whether all of it is there", () => {
    const line = (sku: string, reserved: number, backOrdered = 0) => ({ sku, reserved, backOrdered });
    const part = (orderId: string, no: number, lines: object[]) => ({ orderId, part: no, customerId: "c", promisedOn: "2026-12-01", lines });
    const listed = [part("a", 0, [line("DESK", 2), line("FITTING", 0)]), part("b", 0, [line("LAMP", 1)]), part("a", 1, [line("CHAIR", 1, 3)])];
    expect(readyOrders(listed)).toEqual([
      {
        orderId: "a",
        customerId: "c",
        promisedOn: "2026-12-01",
        isWhole: false,
        picks: [
          { sku: "DESK", quantity: 2 },
          { sku: "CHAIR", quantity: 1 },
        ],
      },
      { orderId: "b", customerId: "c", promisedOn: "2026-12-01", isWhole: true, picks: [{ sku: "LAMP", quantity: 1 }] },
    ]);
  });

  const typed = { reference: " DN-7 ", sku: " chair ", quantity: "2,5", unitCost: "40.10", currency: "EUR" };
  it("makes a receipt of what was typed", () => {
    expect(receiptOf(typed)).toEqual({ body: { reference: "DN-7", lines: [{ sku: "CHAIR", quantity: 2.5, unitCost: eur(4_010) }] } });
    expect(receiptOf({ ...typed, reference: " " })).toEqual({ body: { lines: [{ sku: "CHAIR", quantity: 2.5, unitCost: eur(4_010) }] } });
  });
  it.each([
    ["sku", { sku: " " }],
    ["quantity", { quantity: "" }],
    ["quantity", { quantity: "0" }],
    ["quantity", { quantity: "two" }],
    ["unitCost", { unitCost: "" }],
    ["unitCost", { unitCost: "-1" }],
    ["currency", { currency: "E" }],
  ])("finds a wrong %s in %j", (field, wrong) => expect(receiptOf({ ...typed, ...wrong })).toEqual({ faults: [field] }));

  it("puts a refusal at the field it is about", () => {
    const pointers = ["/lines/0/sku", "/lines/0/quantity", "/lines/0/unitCost/minor", "/lines/0/unitCost/currency", "/reference", "/company"];
    expect(pointers.map(receiptField)).toEqual(["sku", "quantity", "unitCost", "currency", "reference", undefined]);
  });

  it("begins with what a unit cost so far, in whole cents", () => {
    expect(costOf({ averageCost: eur(4_012.3456) })).toEqual(eur(4_012));
    expect(costOf({})).toBeUndefined();
    expect(costOf(undefined)).toBeUndefined();
  });
});

describe("matching a payment", () => {
  const row = (id: string, dueOn: string, open: number, more: object = {}) => ({
    id,
    number: id,
    status: "open",
    customerId: "ada",
    company: "MAIN",
    issuedOn: "2026-11-01",
    dueOn,
    open: eur(open),
    ...more,
  });
  const [first, second] = openInvoices([row("2", "2026-12-02", 500), row("1", "2026-12-01", 1_000), row("3", "2026-11-01", 0, { status: "paid" })]);
  if (first === undefined || second === undefined) throw new Error("two invoices are open");

  it("shows what is open, the longest due first", () => expect([first.id, second.id]).toEqual(["1", "2"]));

  it("keeps one payment to one customer, currency and company, and to forty invoices", () => {
    expect(canJoin(second, [])).toBe(true);
    expect(canJoin(second, [first])).toBe(true);
    for (const other of [{ customerId: "bob" }, { company: "WEST" }, { open: { minor: 1, currency: "USD" } }])
      expect(canJoin({ ...second, ...other }, [first])).toBe(false);
    const forty = Array.from({ length: MOST_MATCHED }, (_, index) => ({ ...first, id: `i${index}` }));
    expect(canJoin(second, forty)).toBe(false);
    expect(canJoin({ ...first, id: "i3" }, forty), "what is chosen can be taken back").toBe(true);
  });

  it("pays what is typed for each, in all exactly that unless more came in", () => {
    const matched = [
      { invoice: first, amount: "10.00" },
      { invoice: second, amount: "2.5" },
    ];
    const allocations = [
      { invoiceId: "1", amount: eur(1_000) },
      { invoiceId: "2", amount: eur(250) },
    ];
    expect(paymentOf(matched, "")).toEqual({ payment: { allocations, amount: eur(1_250), credit: 0 } });
    expect(paymentOf(matched, "20")).toEqual({ payment: { allocations, amount: eur(2_000), credit: 750 } });
  });

  it.each([
    ["10.01", "", "1", "tooMuch"],
    ["0", "", "1", "notNumber"],
    ["1.005", "", "1", "notNumber"],
    ["ten", "", "1", "notNumber"],
    ["10", "9.99", "amount", "tooLittle"],
    ["10", "much", "amount", "notNumber"],
  ])("refuses %s for ten, with %j received", (amount, received, where, why) => {
    const made = paymentOf([{ invoice: first, amount }], received);
    expect("faults" in made && made.faults.get(where)).toBe(why);
  });

  it("spends credit on the invoices in the order they stand, and no more than there is", () => {
    expect([...spend(1_200, [first, second])]).toEqual([
      ["1", 1_000],
      ["2", 200],
    ]);
    expect([...spend(1_000, [first, second])]).toEqual([["1", 1_000]]);
    expect([...spend(9_000, [first, second])]).toEqual([
      ["1", 1_000],
      ["2", 500],
    ]);
  });

  it("finds a customer's credit in the invoice's currency", () => {
    const balance = { balances: [{ credit: { minor: 5, currency: "USD" } }, { credit: eur(70) }] };
    expect([creditIn(balance, "EUR"), creditIn(balance, "USD"), creditIn(balance, "GBP"), creditIn(undefined, "EUR")]).toEqual([70, 5, 0, 0]);
  });

  it("counts days overdue over a change of the clocks", () => {
    expect(daysOverdue("2026-10-24", "2026-10-26")).toBe(2);
    expect(daysOverdue("2026-12-01", "2026-11-23")).toBeLessThan(0);
  });
});

describe("the day's numbers", () => {
  it("an order is open until nothing more happens to it", () => {
    const orders = ["placed", "back-ordered", "reserved", "shipped", "completed", "cancelled", "partly-cancelled", "cancelling"].map((status) => ({ status }));
    expect(openOrders(orders).map(({ status }) => status)).toEqual(["placed", "back-ordered", "reserved", "shipped", "cancelling"]);
  });

  it("the value of stock is the closing of its account, for each currency", () => {
    const accounts = [
      { account: "1200", closing: eur(7) },
      { account: "1200", closing: { minor: 5, currency: "USD" } },
      { account: "1100", closing: eur(99) },
    ];
    expect(closingOf({ accounts }, "1200")).toEqual([eur(7), { minor: 5, currency: "USD" }]);
    expect(closingOf(undefined, "1200")).toEqual([]);
  });

  it("overdue is everything past due", () => {
    const totals = [{ currency: "EUR", notDue: eur(10), days1To30: eur(1), days31To60: eur(2), days61To90: eur(3), over90: eur(4), total: eur(20) }];
    expect(owedOf({ totals })).toMatchObject([{ total: eur(20), overdue: eur(10) }]);
    expect(owedOf(undefined)).toEqual([]);
  });
});

describe("month by month", () => {
  const month = (period: string, revenue: number, currency: string, stockValue = 0) => ({
    period,
    ...Object.fromEntries(["grossProfit", "cashIn", "receivables"].map((name) => [name, { minor: 1, currency }])),
    revenue: { minor: revenue, currency },
    stockValue: { minor: stockValue, currency },
  });
  const report = { months: [month("2026-01", 5, "CHF"), month("2026-02", 5, "CHF"), month("2026-01", 90, "EUR", 200), month("2026-02", 10, "EUR", 150)] };

  it("keeps currencies apart, the one that sells most first", () => {
    expect(trendsOf(report).map(({ currency, months }) => [currency, months.map(({ period }) => period)])).toEqual([
      ["EUR", ["2026-01", "2026-02"]],
      ["CHF", ["2026-01", "2026-02"]],
    ]);
    expect(trendsOf(undefined)).toEqual([]);
  });

  it("tells what changed, and nothing where there was nothing", () => {
    const [euro, franc] = trendsOf(report);
    expect(changeOf(euro!, "stockValue")).toBe(-0.25);
    expect(changeOf(franc!, "stockValue")).toBeUndefined();
  });
});

describe("how facts travel", () => {
  const document = {
    events: [
      { context: "sales", name: "OrderPlaced", emittedBy: ["sales/place-order"], heardBy: ["inventory/reserve", "finance/bill", "sales/note"] },
      { context: "inventory", name: "StockReserved", emittedBy: ["inventory/reserve"], heardBy: ["sales/advance"] },
      { context: "inventory", name: "StockFellShort", emittedBy: ["inventory/reserve"], heardBy: [] },
      { context: "finance", name: "InvoiceIssued", emittedBy: ["finance/bill"], heardBy: ["sales/advance"] },
    ],
  };
  const flow = {
    facts: [
      { context: "sales", name: "OrderPlaced", count: 10 },
      { context: "inventory", name: "StockReserved", count: 3, meanMs: 20 },
      { context: "inventory", name: "StockFellShort", count: 1, meanMs: 60 },
    ],
  };

  it("is counted on the ways between contexts, with how long the other took to answer", () => {
    expect(edgesOf(travelled(catalogueOf(document), flow))).toEqual([
      { from: "sales", to: "inventory", count: 10, meanMs: 30 },
      { from: "sales", to: "finance", count: 10, meanMs: undefined },
      { from: "inventory", to: "sales", count: 3, meanMs: undefined },
      { from: "finance", to: "sales", count: 0, meanMs: undefined },
    ]);
    expect(edgesOf(travelled([], undefined))).toEqual([]);
  });

  it("has every context in a place of its own within the picture", () => {
    const spots = spotsOf(["a", "b", "c", "d", "e", "f"], 860, 380);
    expect(new Set(spots.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`)).size).toBe(6);
    expect(spots.every(({ x, y }) => x >= 60 && x <= 800 && y >= 22 && y <= 358)).toBe(true);
  });

  it("leads from a fact to the page of what it is about", () => {
    expect(["OrderPlaced", "StockReserved", "InvoicePaid", "GoodsReceived"].map(pageOf)).toEqual([
      "sales/orders",
      "sales/orders",
      "finance/invoices",
      undefined,
    ]);
  });

  it("shows queues with something in them, what is parked first, and what use cases cost, the dearest first", () => {
    const state = {
      queues: [
        { name: "a", deadLetters: false, visible: 1, inFlight: 0, delayed: 2 },
        { name: "b", deadLetters: false, visible: 0, inFlight: 0, delayed: 0 },
        { name: "c-dead", deadLetters: true, visible: 4, inFlight: 0, delayed: 0 },
      ],
      costs: [
        { functionName: "cheap", calls: 10, usdPerMillionCalls: 1 },
        { functionName: "dear", calls: 1_000, usdPerMillionCalls: 50 },
      ],
    };
    expect(queuesOf(state).map(({ name, waiting }) => [name, waiting])).toEqual([
      ["c-dead", 4],
      ["a", 3],
    ]);
    expect(costsOf(state)).toMatchObject([{ useCase: "dear", usd: 0.05 }, { useCase: "cheap" }]);
    expect([queuesOf(undefined), costsOf({})]).toEqual([[], []]);
  });
});

describe("what needs attention", () => {
  const today = "2026-11-23";
  it("is what should have left or come by yesterday, each order once", () => {
    const rows = [
      { orderId: "a", part: 0, promisedOn: "2026-11-20" },
      { orderId: "a", part: 1, promisedOn: "2026-11-20" },
      { orderId: "b", promisedOn: today },
      { orderId: "c" },
    ];
    const late = [{ to: "sales/orders", id: "a", label: undefined }];
    expect([lateToShip(rows, today), lateForGoods(rows, today)]).toEqual([late, late]);
  });

  it("names products that are short once, invoices by their number, and facts by their name", () => {
    expect(shortProducts([{ sku: "DESK" }, { sku: "LAMP" }, { sku: "DESK" }]).map(({ label }) => label)).toEqual(["DESK", "LAMP"]);
    const open = [
      { id: "i1", number: "2026-1", dueOn: "2026-11-22" },
      { id: "i2", number: "2026-2", dueOn: today },
    ];
    expect(overdueInvoices(open, today)).toEqual([{ to: "finance/invoices", id: "i1", label: "2026-1" }]);
    expect(deadLetters([{ id: "f.finance.x", factName: "OrderPlaced" }])).toEqual([{ to: "platform/dead-letters", id: "f.finance.x", label: "OrderPlaced" }]);
  });
});

describe("a story", () => {
  const fact = (id: string, causationId: string, at: number, actor = "weft:inventory/reserve") => ({
    id,
    causationId,
    name: `Fact${id}`,
    actor,
    occurredAt: new Date(at).toISOString(),
  });

  it("tells what led to what, in time, each once, with how long it took", () => {
    const rows = [
      fact("3", "1", 1_050),
      fact("1", "request", 1_000, "user:ada"),
      fact("2", "1", 1_030),
      fact("4", "2", 1_100),
      fact("2", "1", 1_030),
      fact("9", "8", 500),
    ];
    expect(storyOf(rows).map(({ id, depth, afterMs }) => [id, depth, afterMs])).toEqual([
      ["9", 0, undefined],
      ["1", 0, undefined],
      ["2", 1, 30],
      ["4", 2, 70],
      ["3", 1, 50],
    ]);
    expect(storyOf(rows).map(({ begins }) => begins)).toEqual([false, true, false, false, false]);
  });

  it("ends where facts name themselves or each other as their cause", () => {
    expect(storyOf([fact("1", "1", 1)]).map(({ id }) => id)).toEqual(["1"]);
    expect(storyOf([fact("1", "2", 1), fact("2", "1", 2)])).toEqual([]);
  });

  it("says who, by kind", () => {
    expect(["user:5f1c", "client:robot", "weft:sales/advance"].map((actor) => doerOf(actor).kind)).toEqual(["person", "program", "use-case"]);
  });
});
