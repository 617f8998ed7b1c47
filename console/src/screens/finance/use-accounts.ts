import { useQuery } from "@tanstack/react-query";
import { list, record, text } from "../../contract/json.ts";
import { useWork } from "../../session/session-context.ts";

/** What accounts are called, by their codes. The chart is the same for every company and does not change by itself. */
export function useAccounts(): ReadonlyMap<string, string> {
  const { client } = useWork();
  const { data } = useQuery({
    queryKey: ["accounts"],
    queryFn: async ({ signal }) => list((await client.ask({ method: "GET", path: "/finance/accounts", signal })).body.data).map(record),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return new Map((data ?? []).map(({ code, name }) => [text(code), text(name)]));
}
