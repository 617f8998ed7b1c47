import { queryOptions } from "@tanstack/react-query";
import type { ApiClient } from "../contract/api-client.ts";
import { record } from "../contract/json.ts";
import { filled, type Resource } from "../contract/resources.ts";

/** One thing as it is now, with the version to revise it by. Every reader of the same thing shares one answer. */
export const thingQuery = (client: ApiClient, resource: Resource | undefined, id: string) =>
  queryOptions({
    queryKey: ["thing", resource?.name, id],
    queryFn: async ({ signal }) => {
      const { body, etag } = await client.ask({ method: "GET", path: filled(resource?.detail?.path ?? "", id), signal });
      return { data: record(body.data), etag };
    },
  });
