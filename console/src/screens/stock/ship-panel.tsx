import { Button, Group, Paper, Text, TextInput } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../../i18n/use-names.ts";
import { useSend } from "../../live/use-send.ts";
import { useResource } from "../../session/session-context.ts";
import { Failed } from "../../shell/states.tsx";
import { ReadyPanel } from "./ready-panel.tsx";

const PATH = "/inventory/shipments";

/** What goes out: by the order's number, typed or scanned, and from the list of what is ready. */
export function ShipPanel() {
  const { t } = useTranslation();
  const { of } = useNames();
  const send = useSend();
  const [orderId, setOrderId] = useState("");
  const [fault, setFault] = useState<string>();
  const [shipped, setShipped] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const create = useResource("inventory/shipments")?.create;
  const reservations = useResource("inventory/reservations")?.list;
  const ship = (id: string, after: () => void) => {
    if (send.isPending) return;
    const done = () => {
      setShipped((before) => before + 1);
      after();
    };
    send.mutate({ method: "POST", path: PATH, body: { orderId: id }, about: id }, { onSuccess: done });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const id = orderId.trim().toUpperCase();
    if (id === "") return setFault(t("fault.required"));
    ship(id, () => {
      setOrderId("");
      field.current?.focus();
    });
  };
  const shipping = send.isPending ? String(send.variables.body["orderId"]) : "";
  return (
    <div>
      {create !== undefined && (
        <Paper withBorder p="sm" mb="sm" component="section" aria-label={t("stock.out")}>
          <form onSubmit={submit} noValidate>
            <Group align="flex-end" gap="xs">
              <TextInput
                ref={field}
                size="xs"
                flex={1}
                label={t("stock.order")}
                value={orderId}
                error={fault}
                autoComplete="off"
                onChange={({ currentTarget }) => {
                  setOrderId(currentTarget.value);
                  setFault(undefined);
                }}
              />
              <Button type="submit" size="xs" loading={send.isPending && shipping === orderId.trim().toUpperCase()}>
                {of("operation", create.id)}
              </Button>
            </Group>
          </form>
          {send.error !== null && <Failed problem={send.error} />}
          <Text size="sm" c="dimmed" role="status">
            {shipped > 0 && t("stock.shipped", { count: shipped })}
          </Text>
        </Paper>
      )}
      {reservations !== undefined && <ReadyPanel ship={ship} shipping={shipping} may={create !== undefined} />}
    </div>
  );
}
