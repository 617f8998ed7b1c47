import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { resolved } from "../contract/contract.ts";
import { record, text } from "../contract/json.ts";
import { idField, type Resource } from "../contract/resources.ts";
import { thingQuery } from "../detail/thing-query.ts";
import { useNames } from "../i18n/use-names.ts";
import { useResource, useWork } from "../session/session-context.ts";

/** What a thing is called; until that is known, and where it may not be read, the end of its id. */
export function titleOf(resource: Resource | undefined, thing: unknown, id: string): string {
  const title = resource?.detail?.operation.title;
  const named = record(thing);
  const found = title === undefined || title === "id" ? "" : text(named[title]);
  return found !== "" ? found : id.length === 26 ? `…${id.slice(-6)}` : id;
}

/** {@link titleOf} in the person's language, where things are called after one of the contract's own values. */
export function useTitleOf(): typeof titleOf {
  const { contract } = useWork();
  const { of } = useNames();
  return (resource, thing, id) => {
    const title = titleOf(resource, thing, id);
    const { answer, title: field = "" } = resource?.detail?.operation ?? {};
    const isValue = resolved(contract, resolved(contract, answer ?? {}).properties?.[field] ?? {}).enum?.includes(title);
    return isValue === true ? of("value", title) : title;
  };
}

/** A link to what an id stands for, by its name. */
export function Reference({ to, id }: { readonly to: string; readonly id: string }) {
  const { client } = useWork();
  const resource = useResource(to);
  const named = useTitleOf();
  const readable = resource?.detail !== undefined;
  // A key people know (a stock keeping unit) needs no name beside it.
  const isKnown = resource === undefined || idField(resource) !== "id";
  const { data } = useQuery({ ...thingQuery(client, resource, id), enabled: readable && !isKnown, staleTime: 300_000 });
  const title = isKnown ? id : named(resource, data?.data, id);
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
