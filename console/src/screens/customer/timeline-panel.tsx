import { text } from "../../contract/json.ts";
import { asMoney } from "../../contract/json.ts";
import { Amounts } from "../../format/amounts.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { useRows } from "../../live/use-live.ts";
import { useResource } from "../../session/session-context.ts";
import { sums } from "../board/board.ts";
import { Panel } from "../panel.tsx";
import { ThingLink } from "../thing-link.tsx";

const SHOWN = 12;

/** What every context told of a customer, the latest first. */
export function TimelinePanel({ id }: { readonly id: string }) {
  const { of, locale } = useNames();
  const customers = useResource("sales/customers");
  const timeline = useRows(`/sales/customers/${encodeURIComponent(id)}/timeline`);
  if (!customers?.subLists.some(({ path }) => path.endsWith("/timeline"))) return null;
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return (
    <Panel title={of("collection", "timeline")} read={timeline} count={timeline.rows.length}>
      <ol className="entries timeline">
        {timeline.rows.slice(0, SHOWN).map((row, index) => {
          const orderId = text(row.orderId);
          const to = orderId === "" ? "sales/opportunities" : "sales/orders";
          return (
            <li key={text(row.factId) || index}>
              <time dateTime={text(row.at)}>{moment.format(new Date(text(row.at)))}</time>
              <ThingLink to={to} id={orderId || text(row.opportunityId)}>
                {text(row.title)}
              </ThingLink>
              <Amounts of={sums([asMoney(row.amount)])} />
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
