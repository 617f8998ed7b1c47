import { useDebouncedValue } from "@mantine/hooks";
import { useQueries } from "@tanstack/react-query";
import { list, record } from "../contract/json.ts";
import { idField, type Resource, searchesOf } from "../contract/resources.ts";
import { useWork } from "../session/session-context.ts";

export interface Found {
  readonly resource: Resource;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Typing stops for as long as this before anything is asked. */
const PAUSE = 200;
/** One letter finds too much to be of use. */
const LEAST = 2;

/**
 * Things whose name or key begins with what is typed, `most` of each kind and way, each thing once. Only kinds whose list has an index for it are asked.
 * `settled`: what stands there is the answer to what is typed.
 */
export function useSearch(resources: readonly Resource[], typed: string, most = 5): { readonly found: Found[]; readonly settled: boolean } {
  const { client, contract } = useWork();
  const wanted = typed.trim();
  const [asked] = useDebouncedValue(wanted, PAUSE);
  const ways = asked.length < LEAST ? [] : resources.flatMap((resource) => searchesOf(contract, resource.list, asked).map((way) => ({ resource, way })));
  const answers = useQueries({
    queries: ways.map(({ resource, way }) => ({
      queryKey: ["search", resource.name, way, asked, most],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        list((await client.ask({ method: "GET", path: `/${resource.name}`, query: { [way]: asked, limit: String(most) }, signal })).body.data).map(record),
      staleTime: 30_000,
    })),
  });
  const found = new Map<string, Found>();
  for (const [index, { data = [] }] of answers.entries()) {
    const resource = ways[index]?.resource;
    if (resource !== undefined) for (const row of data) found.set(`${resource.name} ${String(row[idField(resource)])}`, { resource, row });
  }
  return { found: [...found.values()], settled: asked === wanted && answers.every(({ isPending }) => !isPending) };
}
