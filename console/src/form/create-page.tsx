import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { record, text } from "../contract/json.ts";
import { idField } from "../contract/resources.ts";
import { useNames } from "../i18n/use-names.ts";
import { useResource } from "../session/session-context.ts";
import { NotHere } from "../shell/not-here.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { CommandForm } from "./command-form.tsx";

/** Makes a new thing, and then shows it. */
export function CreatePage() {
  const { context, collection } = useParams({ from: "/create/$context/$collection" });
  const given = useSearch({ from: "/create/$context/$collection" });
  const navigate = useNavigate();
  const { of } = useNames();
  const resource = useResource(`${context}/${collection}`);
  if (resource?.create === undefined) return <NotHere />;
  const params = { context, collection };
  const toList = () => void navigate({ to: "/records/$context/$collection", params, search: {} });
  return (
    <div className="page narrow">
      <PageHead title={of("operation", resource.create.id)} />
      <CommandForm
        key={resource.name}
        operation={resource.create}
        method="POST"
        path={`/${resource.name}`}
        given={given}
        cancel={toList}
        done={({ body }) => {
          const id = text(record(body.data)[idField(resource)]);
          if (resource.detail === undefined || id === "") toList();
          else void navigate({ to: "/records/$context/$collection/$id", params: { ...params, id } });
        }}
      />
    </div>
  );
}
