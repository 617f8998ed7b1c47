import { Anchor, Text } from "@mantine/core";
import { Link, type LinkProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Reference } from "../../format/reference.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { type Rows, useRows } from "../../live/use-live.ts";
import { Panel } from "../panel.tsx";
import { ThingLink } from "../thing-link.tsx";
import { type Cause, deadLetters, lateForGoods, lateToShip, overdueInvoices, shortProducts } from "./attention.ts";

/** So many are named; the page behind the line has them all. */
const NAMED = 4;

interface Concern {
  readonly key: "deadLetters" | "lateToShip" | "lateForGoods" | "short" | "overdue";
  readonly read: Rows;
  readonly causes: readonly Cause[];
  /** The page with all of them. */
  readonly to: Pick<LinkProps, "to" | "params" | "search">;
  readonly isBad: boolean;
}

const records = (context: string, collection: string) => ({ to: "/records/$context/$collection", params: { context, collection }, search: {} }) as const;

/** What goes wrong if nobody looks, each with its causes. Lists that stand in the order of their days, so the first page has the latest of them. */
export function AttentionPanel() {
  const { t } = useTranslation();
  const today = new Date().toISOString().slice(0, 10);
  const letters = useRows("/platform/dead-letters");
  const ready = useRows("/inventory/reservations");
  const waiting = useRows("/inventory/back-orders");
  const open = useRows("/finance/invoices", { status: "open" });
  const concerns: Concern[] = [
    { key: "deadLetters", read: letters, causes: deadLetters(letters.rows), to: records("platform", "dead-letters"), isBad: true },
    { key: "lateToShip", read: ready, causes: lateToShip(ready.rows, today), to: { to: "/work/stock", search: {} }, isBad: true },
    { key: "lateForGoods", read: waiting, causes: lateForGoods(waiting.rows, today), to: records("inventory", "back-orders"), isBad: true },
    { key: "short", read: waiting, causes: shortProducts(waiting.rows), to: records("inventory", "back-orders"), isBad: false },
    { key: "overdue", read: open, causes: overdueInvoices(open.rows, today), to: { to: "/work/finance", search: { tab: "receivables" } }, isBad: false },
  ];
  const reads = [letters, ready, waiting, open];
  const pressing = concerns.filter(({ causes }) => causes.length > 0);
  const all: Rows = {
    rows: [],
    loading: reads.some(({ loading }) => loading),
    error: reads.find(({ error }) => error !== null)?.error ?? null,
    again: () => {
      for (const { again } of reads) again();
    },
    complete: true,
  };
  return (
    <Panel title={t("attention.title")} read={all} count={pressing.length} none={t("attention.none")}>
      <ul className="entries attention">
        {pressing.map((concern) => (
          <ConcernLine key={concern.key} of={concern} />
        ))}
      </ul>
    </Panel>
  );
}

function ConcernLine({ of: { key, read, causes, to, isBad } }: { readonly of: Concern }) {
  const { t } = useTranslation();
  const { locale } = useNames();
  // Where even the last of a page counts, the next page may have more.
  const shown = `${new Intl.NumberFormat(locale).format(causes.length)}${read.complete || causes.length < read.rows.length ? "" : "+"}`;
  return (
    <li>
      <span className="state number" data-tone={isBad ? "bad" : "open"}>
        {shown}
      </span>
      <span>
        <Anchor inherit renderRoot={(props) => <Link {...to} {...props} />}>
          {t(`attention.${key}`, { count: causes.length })}
        </Anchor>
      </span>
      <span>
        {causes.slice(0, NAMED).map((cause, place) => (
          <span key={`${cause.to} ${cause.id}`}>
            {place > 0 && ", "}
            {cause.label === undefined ? (
              <Reference to={cause.to} id={cause.id} />
            ) : (
              <ThingLink to={cause.to} id={cause.id}>
                {cause.label}
              </ThingLink>
            )}
          </span>
        ))}
        {causes.length > NAMED && (
          <Text span inherit c="dimmed">
            {" "}
            …
          </Text>
        )}
      </span>
    </li>
  );
}
