import { infiniteQueryOptions } from "@tanstack/react-query";
import type { ApiClient } from "../contract/api-client.ts";
import { list, record, text } from "../contract/json.ts";

export interface Page {
  readonly rows: readonly Record<string, unknown>[];
  readonly next: string;
}

/** A list, page by page as far as it is looked at. */
export const listQuery = (client: ApiClient, path: string, filters: Readonly<Record<string, string>>, limit = 100) =>
  infiniteQueryOptions({
    queryKey: ["list", path, filters, limit],
    initialPageParam: "",
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const query = { ...filters, limit: String(limit), ...(pageParam !== "" && { cursor: pageParam }) };
      const { body } = await client.ask({ method: "GET", path, query, signal });
      return { rows: list(body.data).map(record), next: text(body.next) };
    },
    getNextPageParam: ({ next }) => next || undefined,
  });
