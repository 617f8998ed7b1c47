import { useQuery } from "@tanstack/react-query";
import type { Operation } from "../contract/contract.ts";
import { record } from "../contract/json.ts";
import { useWork } from "../session/session-context.ts";
import { Failed, Loading } from "../shell/states.tsx";
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
  const { data, error, refetch } = useQuery({
    queryKey: ["report", path, filters],
    queryFn: async ({ signal }) => record((await client.ask({ method: "GET", path, query: filters, signal })).body.data),
  });
  if (data === undefined) return error === null ? <Loading /> : <Failed problem={error} again={() => void refetch()} />;
  return <Fields schema={operation.answer ?? {}} thing={data} />;
}
