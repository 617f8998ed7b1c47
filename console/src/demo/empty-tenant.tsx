import { Anchor, Button, Group, Paper, Progress, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { refresh } from "../contract/refresh.ts";
import { useNames } from "../i18n/use-names.ts";
import { useRows } from "../live/use-live.ts";
import { useResource, useWork } from "../session/session-context.ts";
import { Failed } from "../shell/states.tsx";
import { begin, end, wasBegun } from "./begun.ts";

/** What a company's play writes. Who may write less is not asked. */
const WRITTEN = [
  "sales/customers",
  "sales/opportunities",
  "sales/orders",
  "catalog/products",
  "purchasing/suppliers",
  "inventory/receipts",
  "inventory/adjustments",
  "inventory/shipments",
  "finance/payments",
  "finance/journal-entries",
];

interface Reached {
  readonly done: number;
  readonly of: number;
  readonly on: string;
}

/**
 * Where a tenant has no customers: how to begin, and a made-up company for who wants to look around first. While that comes about nothing else is shown
 * (`children`): looking at it all the time takes a fifth longer.
 */
export function EmptyTenant({ children }: { readonly children: ReactNode }) {
  const { client, claims, resources } = useWork();
  const { t } = useTranslation();
  const queries = useQueryClient();
  const customers = useRows("/sales/customers");
  const [isSure, setSure] = useState(false);
  const [reached, setReached] = useState<Reached>();
  const mayFill = WRITTEN.every((name) => resources.some((resource) => resource.name === name && resource.create !== undefined));
  const fill = useMutation({
    mutationFn: async () => {
      const { fillDemo } = await import("./fill-demo.ts");
      begin(localStorage, claims.tenant);
      const filled = await fillDemo(client, setReached);
      end(localStorage, claims.tenant);
      return filled;
    },
    onSettled: () => refresh(queries),
  });
  const isEmpty = useResource("sales/customers")?.list !== undefined && !customers.loading && customers.error === null && customers.rows.length === 0;
  const isUnfinished = mayFill && wasBegun(localStorage, claims.tenant);
  if (!isEmpty && !isUnfinished && fill.status === "idle") return children;
  return (
    <>
      <Paper withBorder p="md" mb="sm" component="section" aria-label={t("demo.title")}>
        {fill.status === "idle" && (
          <>
            {isEmpty && (
              <Text component="h2" fw={600}>
                {t("demo.title")}
              </Text>
            )}
            <Text size="sm" mb="sm">
              {t(isEmpty ? "demo.hint" : "demo.goOn")}
            </Text>
            <Group gap="sm">
              {isEmpty && (
                <>
                  <Begin name="sales/customers" />
                  <Begin name="platform/imports" />
                </>
              )}
              {mayFill && !isSure && (
                <Button size="xs" variant="default" onClick={() => setSure(true)}>
                  {t("demo.fill")}
                </Button>
              )}
            </Group>
            {isSure && (
              <>
                <Text size="sm" my="sm">
                  {t("demo.warning")}
                </Text>
                <Button size="xs" color="red" variant="outline" onClick={() => fill.mutate()}>
                  {t("demo.sure")}
                </Button>
              </>
            )}
          </>
        )}
        {fill.status === "pending" && <Play reached={reached} />}
        {fill.status === "error" && <Failed problem={fill.error} again={() => fill.mutate()} />}
        {fill.status === "success" && (
          <Text size="sm" role="status">
            {t(fill.data ? "demo.done" : "demo.taken")}
          </Text>
        )}
      </Paper>
      {fill.status !== "pending" && children}
    </>
  );
}

/** A way to make the first of its kind, for who may. */
function Begin({ name }: { readonly name: string }) {
  const { of } = useNames();
  const resource = useResource(name);
  if (resource?.create === undefined) return null;
  const { context, collection, create } = resource;
  return (
    <Anchor
      size="sm"
      className="place"
      renderRoot={(props) => <Link to="/create/$context/$collection" params={{ context, collection }} search={{}} {...props} />}
    >
      {of("operation", create.id)}
    </Anchor>
  );
}

function Play({ reached }: { readonly reached: Reached | undefined }) {
  const { t } = useTranslation();
  const { locale } = useNames();
  const number = new Intl.NumberFormat(locale);
  const share = reached === undefined ? 0 : (100 * reached.done) / reached.of;
  return (
    <>
      <Text size="sm" mb={6}>
        {reached === undefined
          ? t("demo.beginning")
          : t("demo.playing", {
              day: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(reached.on)),
              done: number.format(reached.done),
              of: number.format(reached.of),
            })}
      </Text>
      <Progress value={share} aria-label={t("demo.fill")} />
    </>
  );
}
