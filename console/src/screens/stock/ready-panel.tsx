import { Button, Text } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Day } from "../../format/day.tsx";
import { Reference } from "../../format/reference.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { useRows } from "../../live/use-live.ts";
import { useSend } from "../../live/use-send.ts";
import { useResource } from "../../session/session-context.ts";
import { Failed } from "../../shell/states.tsx";
import { Panel } from "../panel.tsx";
import { type ReadyOrder, readyOrders } from "./stock.ts";

/** Orders of which something is set aside, each shipped with one key. */
export function ReadyPanel() {
  const { t } = useTranslation();
  const { locale } = useNames();
  const list = useRef<HTMLUListElement>(null);
  const send = useSend();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const reservations = useRows("/inventory/reservations", {}, { pages: 5 });
  const may = useResource("inventory/shipments")?.create !== undefined;
  const readable = useResource("inventory/reservations")?.list !== undefined;
  if (!readable) return null;
  const ready = readyOrders(reservations.rows);
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const ship = (order: ReadyOrder, place: number) => {
    if (send.isPending) return;
    send.mutate(
      { method: "POST", path: "/inventory/shipments", body: { orderId: order.orderId }, about: order.orderId },
      {
        onSuccess: () => {
          setGone((before) => new Set([...before, order.orderId]));
          // The focus goes on to the next before this one leaves the page.
          const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
          (buttons[place + 1] ?? buttons[place - 1])?.focus();
        },
      },
    );
  };
  return (
    <Panel title={t("stock.ready")} read={reservations} count={ready.length}>
      {send.error !== null && <Failed problem={send.error} />}
      <Text className="hidden-eye" role="status">
        {gone.size > 0 && t("stock.shipped", { count: gone.size })}
      </Text>
      <ul className="entries ready" ref={list}>
        {ready.map((order, place) => (
          <li key={order.orderId}>
            <span>
              <Reference to="sales/orders" id={order.orderId} /> · <Reference to="sales/customers" id={order.customerId} />
              {order.promisedOn !== "" && (
                <>
                  {" · "}
                  <Day of={order.promisedOn} />
                </>
              )}
            </span>
            <span>{order.lines.map(({ sku, quantity }) => t("order.pieces", { sku, quantity: number.format(quantity) })).join(", ")}</span>
            {may && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t("stock.shipOrder", { order: order.orderId.slice(-6) })}
                loading={send.isPending && send.variables.body["orderId"] === order.orderId}
                onClick={() => ship(order, place)}
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
