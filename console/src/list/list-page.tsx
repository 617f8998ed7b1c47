import { Button, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useNames } from "../i18n/use-names.ts";
import { useResource } from "../session/session-context.ts";
import { useSingleKeys } from "../shell/single-keys.ts";
import { NotHere } from "../shell/not-here.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { ReportView } from "../detail/report-view.tsx";
import { Filters } from "./filters.tsx";
import { ListView } from "./list-view.tsx";

/** All things of a kind; where a kind has no list, its report, or what can be made of it. */
export function ListPage() {
  const { context, collection } = useParams({ from: "/records/$context/$collection" });
  const given = useSearch({ from: "/records/$context/$collection" });
  const navigate = useNavigate();
  const { t } = useTranslation();
  const { of, described } = useNames();
  const resource = useResource(`${context}/${collection}`);
  const begin = () => void navigate({ to: "/create/$context/$collection", params: { context, collection }, search: {} });
  const [single] = useSingleKeys();
  useHotkeys(single && resource?.create !== undefined ? [["n", begin]] : []);
  if (resource === undefined) return <NotHere />;
  const { list, report, create } = resource;
  const parameters = (list ?? report)?.query ?? [];
  const filters = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (parameters.some((parameter) => parameter.name === name) ? [[name, String(value)]] : [])),
  );
  const make = create !== undefined && (
    <Button
      size="xs"
      leftSection={<IconPlus size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/create/$context/$collection" params={{ context, collection }} search={{}} {...props} />}
    >
      {of("operation", create.id)}
    </Button>
  );
  return (
    <div className="page">
      <PageHead
        title={of("collection", collection)}
        place={
          <Text size="xs" c="dimmed">
            {of("context", context)}
          </Text>
        }
      >
        {make}
      </PageHead>
      <Filters
        parameters={parameters}
        filters={filters}
        change={(search) => void navigate({ to: "/records/$context/$collection", params: { context, collection }, search, replace: true })}
      />
      {list !== undefined && (
        <ListView path={`/${resource.name}`} operation={list} filters={filters} label={of("collection", collection)} resource={resource} whenEmpty={make} />
      )}
      {report !== undefined && <ReportView path={`/${resource.name}`} operation={report} filters={filters} />}
      {list === undefined && report === undefined && <Text>{described(create?.summary) ?? t("list.onlyCreate")}</Text>}
    </div>
  );
}
