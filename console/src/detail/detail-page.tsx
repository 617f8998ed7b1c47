import { Anchor, Group, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { text } from "../contract/json.ts";
import { filled, relatedLists, type Resource } from "../contract/resources.ts";
import { useTitleOf } from "../format/reference.tsx";
import { State } from "../format/state.tsx";
import { useNames } from "../i18n/use-names.ts";
import { ListView } from "../list/list-view.tsx";
import { pictures } from "../screens/pictures.ts";
import { useResource, useWork } from "../session/session-context.ts";
import { NotHere } from "../shell/not-here.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { Failed, Loading } from "../shell/states.tsx";
import { Actions } from "./actions.tsx";
import { Fields } from "./fields.tsx";
import { thingQuery } from "./thing-query.ts";

/** One thing: what it is, what belongs to it, and what can be done with it now. */
export function DetailPage() {
  const { context, collection, id } = useParams({ from: "/records/$context/$collection/$id" });
  const resource = useResource(`${context}/${collection}`);
  return resource?.detail === undefined ? <NotHere /> : <Detail key={`${context}/${collection}/${id}`} resource={resource} id={id} />;
}

function Detail({ resource, id }: { readonly resource: Resource; readonly id: string }) {
  const { client, contract, resources } = useWork();
  const { t } = useTranslation();
  const { of } = useNames();
  const named = useTitleOf();
  const { data, error, refetch } = useQuery(thingQuery(client, resource, id));
  const { context, collection } = resource;
  const thing = data?.data;
  const lists = [
    ...resource.subLists.map(({ path, operation }) => ({
      name: path.split("/")[4] ?? "",
      path: filled(path, id),
      operation,
      filters: {},
      target: undefined,
      without: undefined,
    })),
    ...relatedLists(contract, resources, resource.name).map(({ resource: target, operation, by }) => ({
      name: target.collection,
      path: `/${target.name}`,
      operation,
      filters: { [by]: id },
      target,
      without: by,
    })),
  ];
  const status = text(thing?.status);
  const drawn = pictures[resource.name];
  return (
    <div className="page">
      <PageHead
        title={thing === undefined ? of("collection", collection) : named(resource, thing, id)}
        place={
          <Group gap={6}>
            <Text size="xs" c="dimmed">
              {of("context", context)} /
            </Text>
            <Anchor size="xs" renderRoot={(props) => <Link to="/records/$context/$collection" params={{ context, collection }} search={{}} {...props} />}>
              {of("collection", collection)}
            </Anchor>
            {status !== "" && (
              <Text size="xs" span>
                <State field="status" value={status} />
              </Text>
            )}
          </Group>
        }
      >
        {thing !== undefined && <Actions resource={resource} id={id} thing={thing} />}
      </PageHead>
      {error !== null && <Failed problem={error} again={() => void refetch()} />}
      {thing === undefined && error === null && <Loading />}
      {thing !== undefined && (
        <Tabs defaultValue="overview" keepMounted={false} className="tabs">
          <Tabs.List className="tabs-list">
            <Tabs.Tab value="overview">{t("detail.overview")}</Tabs.Tab>
            {lists.map(({ name, path }) => (
              <Tabs.Tab key={path} value={path}>
                {of("collection", name)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="overview" pt="sm">
            {drawn !== undefined && (
              <Suspense fallback={<Loading lines={5} />}>
                <drawn.Picture id={id} thing={thing} />
              </Suspense>
            )}
            <Fields schema={resource.detail?.operation.answer ?? {}} thing={thing} without={drawn?.shows ?? []} />
          </Tabs.Panel>
          {lists.map(({ name, path, operation, filters, target, without }) => (
            <Tabs.Panel key={path} value={path} pt="sm" className="tab-list">
              <ListView
                path={path}
                operation={operation}
                filters={filters}
                label={of("collection", name)}
                {...(target !== undefined && { resource: target })}
                {...(without !== undefined && { without })}
              />
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </div>
  );
}
