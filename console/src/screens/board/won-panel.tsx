import { CloseButton, Group, Loader, Paper, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconClock } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useThing } from "../../live/use-live.ts";
import { Failed } from "../../shell/states.tsx";
import { ThingLink } from "../thing-link.tsx";
import { isSettled, type Progress, progressOf } from "./board.ts";

/** Milliseconds: how often it is looked while something is awaited, and how long at most. */
const LOOK = 300;
const WAIT = 20_000;

/** Shows how a win travels: the order, then what inventory and finance made of it, as soon as each is heard. */
export function WonPanel({ orderId, close }: { readonly orderId: string; readonly close: () => void }) {
  const { t } = useTranslation();
  const [waiting, setWaiting] = useState(true);
  const { data, error } = useThing("sales/orders", orderId, waiting ? LOOK : 5_000);
  const progress = progressOf(data?.data ?? {});
  const settled = data !== undefined && isSettled(progress);
  useEffect(() => {
    if (settled) setWaiting(false);
    const timer = setTimeout(() => setWaiting(false), WAIT);
    return () => clearTimeout(timer);
  }, [settled]);
  return (
    <Paper withBorder p="sm" mb="sm" component="section" aria-label={t("won.title")}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} size="h6">
          {t("won.title")}
        </Title>
        <CloseButton aria-label={t("form.close")} onClick={close} />
      </Group>
      {error !== null && <Failed problem={error} />}
      <div role="status">
        <ol className="won-steps">
          <Step state="done">
            {t("won.order")}{" "}
            <ThingLink to="sales/orders" id={orderId}>
              {t("won.open")}
            </ThingLink>
          </Step>
          <Step state={stateOf(progress.stock, waiting)}>{t(`wonStock.${progress.stock}`)}</Step>
          <Step state={stateOf(progress.invoice, waiting)}>{t(`wonInvoice.${progress.invoice}`)}</Step>
        </ol>
      </div>
      {!waiting && !settled && (
        <Text size="sm" c="dimmed">
          {t("won.late")}
        </Text>
      )}
    </Paper>
  );
}

type State = "done" | "waiting" | "late" | "short";

function stateOf(step: Progress["stock"] | Progress["invoice"], waiting: boolean): State {
  if (step === "waiting") return waiting ? "waiting" : "late";
  return step === "short" ? "short" : step === "with-shipment" ? "late" : "done";
}

function Step({ state, children }: { readonly state: State; readonly children: ReactNode }) {
  return (
    <li data-state={state}>
      {state === "done" && <IconCircleCheck size={18} aria-hidden />}
      {state === "waiting" && <Loader size={16} aria-hidden />}
      {state === "late" && <IconClock size={18} aria-hidden />}
      {state === "short" && <IconAlertTriangle size={18} aria-hidden />}
      <span>{children}</span>
    </li>
  );
}
