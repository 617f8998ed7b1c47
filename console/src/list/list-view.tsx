import { Anchor, Group, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Operation, resolved } from "../contract/contract.ts";
import { text } from "../contract/json.ts";
import { fieldsOf, idField, type Resource } from "../contract/resources.ts";
import { useNames } from "../i18n/use-names.ts";
import { useWork } from "../session/session-context.ts";
import { Empty, Failed, Loading } from "../shell/states.tsx";
import { ColumnChoice } from "./column-choice.tsx";
import { ExportButton } from "./export-button.tsx";
import { listQuery } from "./list-query.ts";
import { RowsTable } from "./rows-table.tsx";
import { useColumns } from "./use-columns.ts";

interface Props {
  readonly path: string;
  readonly operation: Operation;
  readonly filters: Readonly<Record<string, string>>;
  readonly label: string;
  /** Whose things are listed, where their pages can be opened. */
  readonly resource?: Resource;
  readonly whenEmpty?: ReactNode;
  /** Left out, as where every row would say the same. */
  readonly without?: string;
}

/** A list with everything around it but its filters, for a page of its own and for a tab of another thing. */
export function ListView({ path, operation, filters, label, resource, whenEmpty, without }: Props) {
  const { client, contract } = useWork();
  const { t } = useTranslation();
  const { locale } = useNames();
  const { all, shown, choose } = useColumns(operation);
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(listQuery(client, path, filters));
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const columns = useMemo(() => shown.filter((name) => name !== without), [shown.join(), without]);
  if (data === undefined) return error === null ? <Loading /> : <Failed problem={error} again={() => void refetch()} />;
  const id = resource === undefined ? "id" : idField(resource);
  const named = fieldsOf(contract, operation.answer).find(({ name }) => name === columns[0]);
  // A link in a link is none: where the first column refers to something else, its text is the link.
  const refers = named !== undefined && resolved(contract, named.schema)["x-weft-references"] !== undefined;
  return (
    <>
      {error !== null && <Failed problem={error} again={() => void refetch()} />}
      <Group justify="space-between" mb={6}>
        <Text size="sm" c="dimmed" role="status">
          {t(hasNextPage ? "list.countMore" : "list.count", { count: rows.length, shown: new Intl.NumberFormat(locale).format(rows.length) })}
        </Text>
        <Group gap="xs">
          <ColumnChoice all={all} shown={shown} choose={choose} />
          <ExportButton path={path} filters={filters} name={path.split("/").filter(Boolean).join("-")} />
        </Group>
      </Group>
      {rows.length === 0 ? (
        <Empty hint={Object.keys(filters).length > 0 ? t("list.noneFound") : t("list.none")}>{whenEmpty}</Empty>
      ) : (
        <RowsTable
          label={label}
          rows={rows}
          columns={columns}
          schema={operation.answer ?? {}}
          complete={!hasNextPage}
          more={more}
          {...(resource?.detail !== undefined && {
            first: (row, content) => (
              <Anchor
                inherit
                fw={500}
                renderRoot={(props) => (
                  <Link
                    to="/records/$context/$collection/$id"
                    params={{ context: resource.context, collection: resource.collection, id: text(row[id]) }}
                    {...props}
                  />
                )}
              >
                {text(row[columns[0] ?? ""]) === text(row[id]) && text(row[id]).length === 26
                  ? `…${text(row[id]).slice(-6)}`
                  : refers
                    ? text(row[columns[0] ?? ""])
                    : content}
              </Anchor>
            ),
          })}
        />
      )}
    </>
  );
}
