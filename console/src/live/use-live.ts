import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { record } from "../contract/json.ts";
import { thingQuery } from "../detail/thing-query.ts";
import { listQuery } from "../list/list-query.ts";
import { useResource, useWork } from "../session/session-context.ts";
import { useIsLive } from "./live-context.tsx";

/**
 * What stays in front of somebody is read again when a fact concerns it (live-context.tsx). Where facts are not heard of it is read every five
 * seconds while its tab is in sight, and where they are, every minute all the same: an announcement may be lost. The keys are those of the generic
 * pages, so both share their answers.
 */
const [LOOKING, LISTENING] = [5_000, 60_000];
const useEvery = (): number => (useIsLive() ? LISTENING : LOOKING);

export type Row = Record<string, unknown>;

/** One thing as it is now. Without an id, or without the right to read it, nothing. `every` milliseconds, where somebody waits for it. */
export function useThing(name: string, id: string, every?: number) {
  const { client } = useWork();
  const usual = useEvery();
  const resource = useResource(name);
  const enabled = id !== "" && resource?.detail !== undefined;
  return useQuery({ ...thingQuery(client, resource, id), enabled, refetchInterval: every ?? usual });
}

/** What a report answers. */
export function useReport(name: string, filters: Readonly<Record<string, string>> = {}) {
  const { client } = useWork();
  const resource = useResource(name);
  const every = useEvery();
  const path = `/${name}`;
  return useQuery({
    queryKey: ["report", path, filters],
    queryFn: async ({ signal }) => record((await client.ask({ method: "GET", path, query: filters, signal })).body.data),
    enabled: resource?.report !== undefined,
    refetchInterval: every,
  });
}

export interface Rows {
  readonly rows: readonly Row[];
  /** Nothing of the list is left to read; otherwise sums and counts say "at least". */
  readonly complete: boolean;
  readonly loading: boolean;
  readonly error: Error | null;
  readonly again: () => void;
}

/** A list as far as `pages` pages of a hundred go. What has several pages is read again as many times less often. */
export function useRows(path: string, filters: Readonly<Record<string, string>> = {}, { pages = 1, enabled = true } = {}): Rows {
  const { client, resources } = useWork();
  const every = useEvery();
  const [context, collection, , below] = path.slice(1).split("/");
  const resource = resources.find(({ name }) => name === `${context}/${collection}`);
  const readable = below === undefined ? resource?.list !== undefined : (resource?.subLists.some((at) => at.path.endsWith(`/${below}`)) ?? false);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    ...listQuery(client, path, filters),
    enabled: enabled && readable,
    refetchInterval: (query) => every * Math.max(1, query.state.data?.pages.length ?? 1),
  });
  const got = data?.pages.length ?? 0;
  useEffect(() => {
    if (got > 0 && got < pages && hasNextPage && !isFetchingNextPage && error === null) void fetchNextPage();
  }, [got, pages, hasNextPage, isFetchingNextPage, error, fetchNextPage]);
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  return {
    rows,
    complete: data !== undefined && !hasNextPage,
    loading: enabled && readable && data === undefined && error === null,
    error,
    again: () => void refetch(),
  };
}
