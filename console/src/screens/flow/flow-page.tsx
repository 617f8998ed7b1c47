import { NativeSelect, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useReport } from "../../live/use-live.ts";
import { useResource, useWork } from "../../session/session-context.ts";
import { NotHere } from "../../shell/not-here.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { Panel } from "../panel.tsx";
import { catalogueOf, edgesOf, travelled } from "./flow.ts";
import { DeadLettersPanel } from "./dead-letters-panel.tsx";
import { FlowGraph } from "./flow-graph.tsx";
import { FlowTable } from "./flow-table.tsx";
import { MachinePanel } from "./machine-panel.tsx";
import { NowPanel } from "./now-panel.tsx";

const HOURS = ["1", "24", "72"] as const;

/** How facts travel between the contexts: now, lately, and what holds them up. */
export function FlowPage() {
  const resource = useResource("platform/traffic");
  const { contract, client, isLocal } = useWork();
  const { t } = useTranslation();
  const [hours, setHours] = useState<string>("24");
  const report = useReport("platform/traffic", { hours });
  const catalogue = useQuery({
    queryKey: ["catalogue"],
    queryFn: async ({ signal }) => catalogueOf((await client.ask({ method: "GET", path: "/events", signal })).body),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const facts = useMemo(() => travelled(catalogue.data ?? [], report.data), [catalogue.data, report.data]);
  if (resource?.report === undefined) return <NotHere />;
  const error = report.error ?? catalogue.error;
  const read = {
    loading: error === null && (report.data === undefined || catalogue.data === undefined),
    error,
    again: () => void Promise.all([report.refetch(), catalogue.refetch()]),
    complete: true,
  };
  const told = facts.filter(({ count }) => count > 0);
  const contexts = contract.contexts
    .map(({ name }) => name)
    .filter((name) => facts.some(({ context, heardBy }) => context === name || heardBy.some((each) => each.startsWith(`${name}/`))));
  return (
    <div className="page">
      <PageHead title={t("screen.flow")}>
        <NativeSelect
          size="xs"
          aria-label={t("flow.hours")}
          value={hours}
          onChange={({ currentTarget }) => setHours(currentTarget.value)}
          data={HOURS.map((value) => ({ value, label: t("flow.lastHours", { count: Number(value) }) }))}
        />
      </PageHead>
      <Stack gap="sm">
        <Panel title={t("flow.between")} read={read} count={contexts.length} counted={false}>
          <FlowGraph contexts={contexts} edges={edgesOf(facts)} />
        </Panel>
        <NowPanel />
        <Panel title={t("flow.facts")} read={read} count={told.length}>
          <FlowTable facts={told} />
        </Panel>
        <DeadLettersPanel />
        <MachinePanel isLocal={isLocal} />
      </Stack>
    </div>
  );
}
