import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { thingQuery } from "../detail/thing-query.ts";
import { useNames } from "../i18n/use-names.ts";
import { useResource, useWork } from "../session/session-context.ts";
import { NotHere } from "../shell/not-here.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Failed, Loading } from "../shell/states.tsx";
import { ReviseForm } from "./revise-form.tsx";

export function RevisePage() {
  const { context, collection, id } = useParams({ from: "/revise/$context/$collection/$id" });
  const { client } = useWork();
  const { of } = useNames();
  const navigate = useNavigate();
  const resource = useResource(`${context}/${collection}`);
  const { data, error, refetch } = useQuery({ ...thingQuery(client, resource, id), enabled: resource?.detail !== undefined });
  // What is revised is what was read when the page opened: reading it again later must not pull the ground from under the draft.
  const [read, setRead] = useState<typeof data>();
  if (read === undefined && data !== undefined) setRead(data);
  if (resource?.revise === undefined) return <NotHere />;
  const leave = () => void navigate({ to: "/records/$context/$collection/$id", params: { context, collection, id } });
  return (
    <div className="page narrow">
      <PageHead title={of("operation", resource.revise.operation.id)} />
      {read === undefined && (error === null ? <Loading /> : <Failed problem={error} again={() => void refetch()} />)}
      {read !== undefined && <ReviseForm resource={resource} revise={resource.revise} id={id} read={read} leave={leave} />}
    </div>
  );
}
