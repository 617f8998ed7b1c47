import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useResource } from "../session/session-context.ts";

/** A link to a thing's page, where there is one that this person may see; else only its words. */
export function ThingLink({ to, id, children }: { readonly to: string; readonly id: string; readonly children: ReactNode }) {
  const resource = useResource(to);
  if (resource?.detail === undefined || id === "") return children;
  const { context, collection } = resource;
  return (
    <Anchor inherit renderRoot={(props) => <Link to="/records/$context/$collection/$id" params={{ context, collection, id }} {...props} />}>
      {children}
    </Anchor>
  );
}
