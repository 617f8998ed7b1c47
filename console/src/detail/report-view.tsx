import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Operation } from "../contract/contract.ts";
import { record } from "../contract/json.ts";
import { useNames } from "../i18n/use-names.ts";
import { useWork } from "../session/session-context.ts";
import { Empty, Failed, Loading } from "../shell/states.tsx";
import { Fields } from "./fields.tsx";

/** What a query without an id answers, as the trial balance. */
export function ReportView({
  path,
  operation,
  filters,
}: {
  readonly path: string;
  readonly operation: Operation;
  readonly filters: Readonly<Record<string, string>>;
}) {
  const { client } = useWork();
  const { t } = useTranslation();
  const { of } = useNames();
  const missing = operation.query.find(({ name, required }) => required && !filters[name]);
  const { data, error, refetch } = useQuery({
    queryKey: ["report", path, filters],
    enabled: missing === undefined,
    queryFn: async ({ signal }) => record((await client.ask({ method: "GET", path, query: filters, signal })).body.data),
  });
  if (missing !== undefined) return <Empty hint={t("list.chooseFirst", { what: of("field", missing.name) })} />;
  if (data === undefined) return error === null ? <Loading /> : <Failed problem={error} again={() => void refetch()} />;
  return <Fields schema={operation.answer ?? {}} thing={data} />;
}
