import { Button } from "@mantine/core";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Day } from "../../format/day.tsx";
import { Reference } from "../../format/reference.tsx";
import { State } from "../../format/state.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { useRows } from "../../live/use-live.ts";
import { Panel } from "../panel.tsx";
import { ThingLink } from "../thing-link.tsx";
import { readyOrders } from "./stock.ts";

/** Pages of a hundred. */
const PAGES = 3;
/** Products named in a line. */
const PICKS = 3;

interface Props {
  /** Ships all that is set aside for an order; `after` is called once that is done. */
  readonly ship: (orderId: string, after: () => void) => void;
  readonly shipping: string;
  readonly may: boolean;
}

/** Orders of which something is set aside, the earliest promise first, each shipped with one key. */
export function ReadyPanel({ ship, shipping, may }: Props) {
  const { t } = useTranslation();
  const { locale } = useNames();
  const list = useRef<HTMLUListElement>(null);
  const reservations = useRows("/inventory/reservations", {}, { pages: PAGES });
  const ready = useMemo(() => readyOrders(reservations.rows), [reservations.rows]);
  const today = new Date().toISOString().slice(0, 10);
  const number = new Intl.NumberFormat(locale);
  // The focus goes on to the next before this one leaves the page.
  const goOn = (place: number) => {
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    (buttons[place + 1] ?? buttons[place - 1])?.focus();
  };
  return (
    <Panel title={t("stock.ready")} read={reservations} count={ready.length}>
      <ul className="entries ready" ref={list}>
        {ready.map(({ orderId, customerId, promisedOn, isWhole, picks }, place) => (
          <li key={orderId}>
            <span>
              <ThingLink to="sales/orders" id={orderId}>
                <Day of={promisedOn} />
              </ThingLink>{" "}
              {promisedOn < today && (
                <span className="state" data-tone="bad">
                  {t("stock.late")}
                </span>
              )}{" "}
              <Reference to="sales/customers" id={customerId} />
            </span>
            <span>
              <State field="fulfilment" value={isWhole ? "reserved" : "partly-reserved"} />{" "}
              <span className="dimmed">
                {picks
                  .slice(0, PICKS)
                  .map(({ sku, quantity }) => t("stock.pick", { sku, quantity: number.format(quantity) }))
                  .join(", ")}
                {picks.length > PICKS && " …"}
              </span>
            </span>
            {may && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t("stock.shipOrder", { order: orderId.slice(-6) })}
                loading={shipping === orderId}
                onClick={() => ship(orderId, () => goOn(place))}
              >
                {t("stock.ship")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
