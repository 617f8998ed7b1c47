import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { record, text } from "../contract/json.ts";
import { idField, type Resource } from "../contract/resources.ts";
import { thingQuery } from "../detail/thing-query.ts";
import { useResource, useWork } from "../session/session-context.ts";

/** What a thing is called; until that is known, and where it may not be read, the end of its id. */
export function titleOf(resource: Resource | undefined, thing: unknown, id: string): string {
  const title = resource?.detail?.operation.title;
  const named = record(thing);
  const found = title === undefined || title === "id" ? "" : text(named[title]);
  return found !== "" ? found : id.length === 26 ? `…${id.slice(-6)}` : id;
}

/** A link to what an id stands for, by its name. */
export function Reference({ to, id }: { readonly to: string; readonly id: string }) {
  const { client } = useWork();
  const resource = useResource(to);
  const readable = resource?.detail !== undefined;
  // A key people know (a stock keeping unit) needs no name beside it.
  const isKnown = resource === undefined || idField(resource) !== "id";
  const { data } = useQuery({ ...thingQuery(client, resource, id), enabled: readable && !isKnown, staleTime: 300_000 });
  const title = isKnown ? id : titleOf(resource, data?.data, id);
  if (resource === undefined || !readable) return <span title={id}>{titleOf(undefined, undefined, id)}</span>;
  return (
    <Anchor
      inherit
      title={id}
      renderRoot={(props) => (
        <Link to="/records/$context/$collection/$id" params={{ context: resource.context, collection: resource.collection, id }} {...props} />
      )}
    >
      {title}
    </Anchor>
  );
}
