import { useQueries } from "@tanstack/react-query";
import { list, record, text } from "../../contract/json.ts";
import { useRows } from "../../live/use-live.ts";
import { useWork } from "../../session/session-context.ts";
import { type Step, storyOf } from "./story.ts";

/** Shipments, invoices and payments of one order that are looked at: a story of more is told by their own pages. */
const MOST = 20;
const FACTS = "100";

export interface StoryOf {
  readonly orderId: string;
  /** Stock was set aside for it, or fell short: there is a reservation. */
  readonly isReserved: boolean;
  /** Something of it was credited: there is a credit note, which has the order's id. */
  readonly isCredited: boolean;
}

/**
 * What was told of an order and of all that was made out for it, as far as this person may read it. Facts are kept with what they are about, so
 * the story is gathered from the order, its reservation, shipments, invoices, credit note and payments, each one bounded read.
 */
export function useOrderStory({ orderId, isReserved, isCredited }: StoryOf): { readonly steps: readonly Step[]; readonly loading: boolean } {
  const { client, resources } = useWork();
  const invoices = useRows("/finance/invoices", { orderId });
  const shipments = useRows("/inventory/shipments", { orderId });
  const ids = (rows: readonly Record<string, unknown>[]) => rows.slice(0, MOST).map(({ id }) => text(id));
  const invoiceIds = ids(invoices.rows);
  const payments = useQueries({
    queries: invoiceIds.map((id) => ({
      queryKey: ["thing", "finance/invoices", id, "payments"],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        list(record((await client.ask({ method: "GET", path: `/finance/invoices/${id}`, signal })).body.data).payments).map((each) =>
          text(record(each).paymentId),
        ),
    })),
  });
  const things: readonly (readonly [resource: string, ids: readonly string[]])[] = [
    ["sales/orders", [orderId]],
    ["inventory/reservations", isReserved ? [orderId] : []],
    ["inventory/shipments", ids(shipments.rows)],
    ["finance/invoices", invoiceIds],
    ["finance/credit-notes", isCredited ? [orderId] : []],
    ["finance/payments", [...new Set(payments.flatMap(({ data = [] }) => data))].slice(0, MOST)],
  ];
  const paths = things.flatMap(([name, of]) => {
    const may = resources.find((resource) => resource.name === name)?.subLists.some(({ path }) => path.endsWith("/facts")) === true;
    return may ? of.map((id) => `/${name}/${encodeURIComponent(id)}/facts`) : [];
  });
  const told = useQueries({
    queries: paths.map((path) => ({
      queryKey: ["list", path, "story"],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        list((await client.ask({ method: "GET", path, query: { limit: FACTS }, signal })).body.data).map(record),
    })),
  });
  return { steps: storyOf(told.flatMap(({ data = [] }) => data)), loading: invoices.loading || shipments.loading || told.some(({ isPending }) => isPending) };
}
