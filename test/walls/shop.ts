import type { Memory } from "./invent.ts";

type Made = readonly (readonly [operation: string, body: object, path?: Readonly<Record<string, string>>])[];
const eur = (minor: number) => ({ minor, currency: "EUR" });
const skus = ["FRAME", "WHEEL", "BELL", "FITTING"] as const;

/** What a shop needs before anything can happen in it, stage by stage: what a stage tells must have arrived before the next begins. */
export const shop: readonly ((memory: Memory) => Made)[] = [
  () => [
    ...["Zephyrine Quillfeather", "Balthasar Quillfeather"].map(
      (name, no) => ["register-customer", { name, email: `quillfeather${no}@example.com`, phone: `+4930555000${no}`, taxId: `DE99988877${no}` }] as const,
    ),
    ["register-supplier", { name: "Quillfeather & Daughters", email: "supply@quillfeather.example", currency: "EUR", paymentTermDays: 30 }],
    ...skus.map(
      (sku) => ["add-product", { sku, name: `A ${sku}`, kind: sku === "FITTING" ? "service" : "goods", listPrice: eur(10_000), taxCode: "S19" }] as const,
    ),
  ],
  () => [["receive-goods", { lines: skus.slice(0, 3).map((sku) => ({ sku, quantity: 200, unitCost: eur(4_000) })) }]],
  (memory) =>
    memory
      .of("customerId")
      .flatMap((customerId) => [
        ["place-order", { customerId, lines: [{ sku: "FRAME", quantity: 3 }] }] as const,
        ["place-order", { customerId, company: "NORTH", invoicing: "on-shipment", lines: [{ sku: "WHEEL", quantity: 3 }] }] as const,
        ["open-opportunity", { customerId, title: "Spring at Quillfeather", lines: [{ sku: "BELL", quantity: 4 }] }] as const,
        ["open-opportunity", { customerId, title: "Autumn at Quillfeather", lines: [{ sku: "FITTING", quantity: 1 }] }] as const,
      ]),
  (memory) =>
    memory
      .of("orderId")
      .slice(0, 2)
      .map((orderId) => ["dispatch-shipment", { orderId }] as const),
  // Money that came for nothing in particular, and an order that is billed and then cancelled: a payment and a credit note.
  (memory) =>
    memory
      .of("customerId")
      .slice(0, 1)
      .flatMap((customerId) => [
        ["record-payment", { customerId, amount: eur(5_000), method: "cash", allocations: [] }] as const,
        ["place-order", { customerId, lines: [{ sku: "BELL", quantity: 1 }] }] as const,
      ]),
  (memory) =>
    memory
      .of("orderId")
      .slice(-1)
      .map((id) => ["cancel-order", { reason: "No longer wanted" }, { id }] as const),
  () => [["open-import", { kind: "customers", columns: ["Reference", "Name", "Email"] }]],
  (memory) =>
    memory
      .of("importId")
      .map(
        (id) => ["upload-import-chunk", { firstRow: 1, csv: "Q-1,Zenobia Quillfeather,quillfeather9@example.com\r\nQ-2,,\r\n" }, { id, number: "1" }] as const,
      ),
];
