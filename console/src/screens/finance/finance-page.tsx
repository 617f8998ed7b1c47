import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useNames } from "../../i18n/use-names.ts";
import { useWork } from "../../session/session-context.ts";
import { NotHere } from "../../shell/not-here.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { JournalPanel } from "./journal-panel.tsx";
import { MatchingPanel } from "./matching-panel.tsx";
import { PaymentsPanel } from "./payments-panel.tsx";
import { ReceivablesPanel } from "./receivables-panel.tsx";
import { TrialBalancePanel } from "./trial-balance-panel.tsx";

const TABS = ["receivables", "invoices", "payments", "trial-balance", "journal-entries"] as const;
type Tab = (typeof TABS)[number];
const isTab = (name: string | null | undefined): name is Tab => TABS.some((tab) => tab === name);

/** The bookkeeper's day. What is chosen stands in the address, so that every view can be linked to and found again. */
export function FinancePage() {
  const { resources } = useWork();
  const { tab, customerId = "", period = "", account = "" } = useSearch({ from: "/work/finance" });
  const navigate = useNavigate();
  const { t } = useTranslation();
  const { of } = useNames();
  const allowed = TABS.filter((name) => resources.some((resource) => resource.name === `finance/${name}` && (resource.list ?? resource.report) !== undefined));
  const [first] = allowed;
  if (first === undefined) return <NotHere />;
  const go = (search: Readonly<Record<string, string>>) =>
    void navigate({ to: "/work/finance", search: Object.fromEntries(Object.entries(search).filter(([, value]) => value !== "")) });
  return (
    <div className="page">
      <PageHead title={t("screen.finance")} />
      <Tabs value={isTab(tab) ? tab : first} onChange={(name) => isTab(name) && go({ tab: name })} keepMounted={false} className="tabs">
        <Tabs.List className="tabs-list">
          {allowed.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {of("collection", name)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="receivables" pt="sm">
          <ReceivablesPanel />
        </Tabs.Panel>
        <Tabs.Panel value="invoices" pt="sm">
          <MatchingPanel key={customerId} customerId={customerId} choose={(id) => go({ tab: "invoices", customerId: id })} />
        </Tabs.Panel>
        <Tabs.Panel value="payments" pt="sm" className="tab-list">
          <PaymentsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="trial-balance" pt="sm">
          <TrialBalancePanel period={period} choose={(chosen) => go({ tab: "trial-balance", period: chosen })} />
        </Tabs.Panel>
        <Tabs.Panel value="journal-entries" pt="sm">
          <JournalPanel period={period} account={account} choose={(next) => go({ tab: "journal-entries", ...next })} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
