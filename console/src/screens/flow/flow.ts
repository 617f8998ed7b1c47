import { list, record, text, texts } from "../../contract/json.ts";

type Row = Readonly<Record<string, unknown>>;

/** A fact of the catalogue: who tells it and who hears it, as "sales/win-opportunity". */
export interface Told {
  readonly context: string;
  readonly name: string;
  readonly emittedBy: readonly string[];
  readonly heardBy: readonly string[];
}
/** What came of a fact lately. `meanMs`: after the fact that led to it. */
export interface Travelled extends Told {
  readonly count: number;
  readonly meanMs: number | undefined;
}
/** What one context's facts set going in another. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Facts that went this way. */
  readonly count: number;
  /** Until the other context told what it made of them, on average. */
  readonly meanMs: number | undefined;
}

/** GET /events: the catalogue of facts. */
export const catalogueOf = (document: unknown): Told[] =>
  list(record(document).events)
    .map(record)
    .map(({ context, name, emittedBy, heardBy }) => ({ context: text(context), name: text(name), emittedBy: texts(emittedBy), heardBy: texts(heardBy) }));

export function travelled(catalogue: readonly Told[], flow: Row | undefined): Travelled[] {
  const counted = new Map(
    list(flow?.facts)
      .map(record)
      .map((fact) => [`${text(fact.context)}.${text(fact.name)}`, fact]),
  );
  return catalogue.map((fact) => {
    const { count, meanMs } = counted.get(`${fact.context}.${fact.name}`) ?? {};
    return { ...fact, count: Number(count ?? 0), meanMs: typeof meanMs === "number" ? meanMs : undefined };
  });
}

const contextOf = (useCase: string): string => useCase.split("/")[0] ?? "";

/** The ways between contexts, of everything in the catalogue. A way within a context is none. */
export function edgesOf(facts: readonly Travelled[]): Edge[] {
  const edges = new Map<string, { count: number; ms: number; answers: number }>();
  for (const fact of facts)
    for (const to of new Set(fact.heardBy.map(contextOf))) {
      if (to === fact.context) continue;
      const key = `${fact.context} ${to}`;
      const edge = edges.get(key) ?? { count: 0, ms: 0, answers: 0 };
      const reactions = new Set(fact.heardBy.filter((useCase) => contextOf(useCase) === to));
      const answers = facts.filter(({ emittedBy, meanMs }) => meanMs !== undefined && emittedBy.some((useCase) => reactions.has(useCase)));
      for (const { count, meanMs = 0 } of answers) {
        edge.ms += count * meanMs;
        edge.answers += count;
      }
      edge.count += fact.count;
      edges.set(key, edge);
    }
  return [...edges].map(([key, { count, ms, answers }]) => {
    const [from = "", to = ""] = key.split(" ");
    return { from, to, count, meanMs: answers > 0 ? Math.round(ms / answers) : undefined };
  });
}

export interface Spot {
  readonly context: string;
  readonly x: number;
  readonly y: number;
}
/** Contexts on an ellipse, the first at the left: what is sold begins there and goes round. */
export function spotsOf(contexts: readonly string[], width: number, height: number): Spot[] {
  return contexts.map((context, index) => {
    const angle = Math.PI + (2 * Math.PI * index) / contexts.length;
    return { context, x: width / 2 + (width / 2 - 80) * Math.cos(angle), y: height / 2 + (height / 2 - 36) * Math.sin(angle) };
  });
}

/** Where the things that facts are about have their pages, by how the facts' names begin. */
const PAGES: readonly (readonly [begins: RegExp, page: string])[] = [
  [/^(Order|Stock(Reserved|FellShort|Released))/, "sales/orders"],
  [/^Opportunity/, "sales/opportunities"],
  [/^Customer(Registered|Revised)/, "sales/customers"],
  [/^Product(Listed|Revised)/, "catalog/products"],
  [/^Invoice/, "finance/invoices"],
  [/^CreditNote/, "finance/credit-notes"],
  [/^Payment/, "finance/payments"],
  [/^Shipment/, "inventory/shipments"],
  [/^Supplier(Registered|Revised)/, "purchasing/suppliers"],
];
export const pageOf = (factName: string): string | undefined => PAGES.find(([begins]) => begins.test(factName))?.[1];
