import { Button, Group, Modal, Paper, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCash, IconTruck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asMoney, text } from "../../contract/json.ts";
import { CommandForm } from "../../form/command-form.tsx";
import { showMoney } from "../../format/money.ts";
import { State } from "../../format/state.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { useThing } from "../../live/use-live.ts";
import { useResource } from "../../session/session-context.ts";
import type { PictureProps } from "../pictures.ts";
import { StoryPanel } from "../story/story-panel.tsx";
import { OrderPapers } from "./order-papers.tsx";
import { OrderTable } from "./order-table.tsx";
import { barsOf, canShip } from "./order-lines.ts";

const STATES = ["status", "fulfilment", "billing", "payment"] as const;
const AMOUNTS = ["net", "invoiced", "credited", "paid", "owed"] as const;

/** An order as one picture: where it stands, what is owed, and of each line how much has come how far. */
export function OrderPicture({ id, thing }: PictureProps) {
  const { t } = useTranslation();
  const { of, locale } = useNames();
  // Keeps what the page has read fresh for as long as it is looked at.
  const order = useThing("sales/orders", id).data?.data ?? thing;
  const ship = useResource("inventory/shipments")?.create;
  const pay = useResource("finance/payments")?.create;
  const [opened, { open, close }] = useDisclosure();
  const bars = barsOf(order);
  const owed = asMoney(order.owed);
  return (
    <div className="picture">
      <Paper withBorder p="sm">
        <dl className="strip">
          {STATES.map((name) => (
            <div key={name}>
              <dt>{of("field", name)}</dt>
              <dd>
                <State field={name} value={text(order[name])} />
              </dd>
            </div>
          ))}
          {AMOUNTS.map((name) => {
            const money = asMoney(order[name]);
            return money === undefined || (name === "credited" && money.minor === 0) ? null : (
              <div key={name}>
                <dt>{of("field", name)}</dt>
                <dd className="number" data-strong={name === "owed" && money.minor > 0}>
                  {showMoney(money, locale)}
                </dd>
              </div>
            );
          })}
        </dl>
        {(ship !== undefined || pay !== undefined) && (
          <Group gap="xs" mt="sm">
            {ship !== undefined && canShip(bars) && (
              <Button size="xs" leftSection={<IconTruck size={16} aria-hidden />} onClick={open}>
                {t("order.ship")}
              </Button>
            )}
            {pay !== undefined && owed !== undefined && owed.minor > 0 && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconCash size={16} aria-hidden />}
                renderRoot={(props) => <Link to="/work/finance" search={{ tab: "invoices", customerId: text(order.customerId) }} {...props} />}
              >
                {t("order.pay")}
              </Button>
            )}
          </Group>
        )}
      </Paper>
      <OrderTable bars={bars} />
      <OrderPapers id={id} />
      <StoryPanel
        orderId={id}
        isReserved={bars.some(({ isService, parts }) => !isService && parts.reserved + parts.shipped + parts.backOrdered + parts.cancelled > 0)}
        isCredited={(asMoney(order.credited)?.minor ?? 0) > 0}
      />
      <Text size="sm" fw={600} component="h2" mt="md" mb={6}>
        {t("screen.details")}
      </Text>
      {ship !== undefined && (
        <Modal opened={opened} onClose={close} title={t("order.ship")} size="lg" closeButtonProps={{ "aria-label": t("form.close") }}>
          <CommandForm operation={ship} method="POST" path="/inventory/shipments" given={{ orderId: id }} done={close} cancel={close} />
        </Modal>
      )}
    </div>
  );
}
