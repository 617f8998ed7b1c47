import { IconArrowsExchange, IconChartBar, IconLayoutKanban, IconPackages } from "@tabler/icons-react";
import type { Resource } from "../contract/resources.ts";

/** The pages made by hand for those who spend their day on them, and what one must be able to read to have them. */
export const screens = [
  { to: "/work/pipeline", key: "pipeline", Icon: IconLayoutKanban, reads: "sales/opportunities" },
  { to: "/work/stock", key: "stock", Icon: IconPackages, reads: "inventory/stock-levels" },
  { to: "/work/finance", key: "finance", Icon: IconChartBar, reads: "finance/invoices" },
  { to: "/work/flow", key: "flow", Icon: IconArrowsExchange, reads: "platform/traffic" },
] as const;

export const screensFor = (resources: readonly Resource[]) =>
  screens.filter(({ reads }) => resources.some(({ name, list, report }) => name === reads && (list ?? report) !== undefined));
