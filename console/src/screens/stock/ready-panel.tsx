import { Button } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { asMoney, text } from "../../contract/json.ts";
import { Day } from "../../format/day.tsx";
import { Amounts } from "../../format/amounts.tsx";
import { Reference } from "../../format/reference.tsx";
import { State } from "../../format/state.tsx";
import { useRows } from "../../live/use-live.ts";
import { sums } from "../board/board.ts";
import { Panel } from "../panel.tsx";
import { ThingLink } from "../thing-link.tsx";
import { readyOrders } from "./stock.ts";

interface Props {
  /** Ships all that is set aside for an order; `after` is called once that is done. */
  readonly ship: (orderId: string, after: () => void) => void;
  readonly shipping: string;
  readonly may: boolean;
}

/** Orders of which something is set aside, each shipped with one key. */
export function ReadyPanel({ ship, shipping, may }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const orders = useRows("/sales/orders");
  const ready = readyOrders(orders.rows);
  // The focus goes on to the next before this one leaves the page.
  const goOn = (place: number) => {
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    (buttons[place + 1] ?? buttons[place - 1])?.focus();
  };
  return (
    <Panel title={t("stock.ready")} read={orders} count={ready.length}>
      <ul className="entries ready" ref={list}>
        {ready.map((order, place) => {
          const id = text(order.id);
          return (
            <li key={id}>
              <span>
                <ThingLink to="sales/orders" id={id}>
                  <Day of={text(order.promisedOn)} />
                </ThingLink>{" "}
                <Reference to="sales/customers" id={text(order.customerId)} />
              </span>
              <span>
                <State field="fulfilment" value={text(order.fulfilment)} /> <Amounts of={sums([asMoney(order.net)])} />
              </span>
              {may && (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t("stock.shipOrder", { order: id.slice(-6) })}
                  loading={shipping === id}
                  onClick={() => ship(id, () => goOn(place))}
                >
                  {t("stock.ship")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
