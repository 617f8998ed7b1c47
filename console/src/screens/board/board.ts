import { asMoney, type Money, text } from "../../contract/json.ts";

/** The stages in which an opportunity is open, in order, then how it may end. */
export const openStages = ["qualifying", "proposing", "negotiating"] as const;
export const stages = [...openStages, "won", "lost"] as const;
export type Stage = (typeof stages)[number];

export const isOpenStage = (stage: string): boolean => openStages.some((one) => one === stage);

export interface Card {
  readonly id: string;
  readonly title: string;
  readonly customerId: string;
  readonly stage: string;
  readonly version: number;
  readonly probabilityPercent: number;
  readonly expectedCloseOn: string;
  readonly closedAt: string;
  readonly value?: Money;
}

export function cardOf(row: Readonly<Record<string, unknown>>): Card {
  const value = asMoney(row.value);
  return {
    id: text(row.id),
    title: text(row.title),
    customerId: text(row.customerId),
    stage: text(row.stage),
    version: Number(row.version),
    probabilityPercent: Number(row.probabilityPercent),
    expectedCloseOn: text(row.expectedCloseOn),
    closedAt: text(row.closedAt),
    ...(value !== undefined && { value }),
  };
}

/** Amounts of the same currency together, the largest first: currencies are never added to each other. */
export function sums(amounts: readonly (Money | undefined)[]): Money[] {
  const found = new Map<string, number>();
  for (const amount of amounts) if (amount !== undefined) found.set(amount.currency, (found.get(amount.currency) ?? 0) + amount.minor);
  return [...found].map(([currency, minor]) => ({ currency, minor })).sort((a, b) => b.minor - a.minor);
}

/** Open ones by what is expected first, then by worth; closed ones by what closed last. */
export function inOrder(cards: readonly Card[]): Card[] {
  const due = ({ expectedCloseOn }: Card) => expectedCloseOn || "9999";
  return cards.toSorted((a, b) => b.closedAt.localeCompare(a.closedAt) || due(a).localeCompare(due(b)) || (b.value?.minor ?? 0) - (a.value?.minor ?? 0));
}

/**
 * A stage's cards with those that were just moved where they are going: the lists behind the columns follow one by one, and a card is never in two.
 * What a list says newer than the move counts.
 */
export function withMoved(cards: readonly Card[], stage: string, moved: readonly Card[]): Card[] {
  const known = new Map(cards.map((card) => [card.id, card]));
  const ahead = new Map(moved.filter(({ id, version }) => version > (known.get(id)?.version ?? 0)).map((card) => [card.id, card]));
  const stay = cards.filter(({ id }) => (ahead.get(id)?.stage ?? stage) === stage);
  return [...stay, ...[...ahead.values()].filter((card) => card.stage === stage && !known.has(card.id))];
}

/** What became of an order that was just won: what is still waited for. */
export interface Progress {
  readonly stock: "waiting" | "reserved" | "short" | "not-needed";
  readonly invoice: "waiting" | "invoiced" | "with-shipment" | "not-needed";
}

export function progressOf(order: Readonly<Record<string, unknown>>): Progress {
  const { fulfilment, billing, invoicing, status } = order;
  const stock =
    fulfilment === "not-needed"
      ? "not-needed"
      : status === "back-ordered" || fulfilment === "partly-reserved"
        ? "short"
        : fulfilment === "none" || fulfilment === undefined
          ? "waiting"
          : "reserved";
  const invoice =
    billing === "not-needed"
      ? "not-needed"
      : billing !== "none" && billing !== undefined
        ? "invoiced"
        : invoicing === "on-shipment"
          ? "with-shipment"
          : "waiting";
  return { stock, invoice };
}

export const isSettled = ({ stock, invoice }: Progress): boolean => stock !== "waiting" && invoice !== "waiting";
