import { Select } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { text } from "../contract/json.ts";
import { columnsOf, idField, searchesOf } from "../contract/resources.ts";
import { thingQuery } from "../detail/thing-query.ts";
import { titleOf } from "../format/reference.tsx";
import { listQuery } from "../list/list-query.ts";
import { useSearch } from "../list/use-search.ts";
import { useResource, useWork } from "../session/session-context.ts";

interface Props {
  readonly to: string;
  readonly value: string;
  readonly change: (id: string) => void;
  readonly label: string;
  readonly description?: string | undefined;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly size?: string;
  readonly w?: number;
}

/** The most that is looked through by name where nothing finds it; beyond that an id can be typed in whole. */
const LOOKED_THROUGH = 1_000;

/** Chooses one of the things an id may stand for, by name: found by an index where there is one, else in its list, read further while nothing is found. */
export function ReferenceSelect({ to, value, change, ...input }: Props) {
  const { client, contract } = useWork();
  const { t } = useTranslation();
  const resource = useResource(to);
  const isSearched = searchesOf(contract, resource?.list).length > 0;
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const id = resource === undefined ? "id" : idField(resource);
  const canList = resource?.list !== undefined;
  const { data, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    ...listQuery(client, `/${to}`, {}),
    enabled: open && canList,
    staleTime: 60_000,
  });
  const chosen = useQuery({ ...thingQuery(client, resource, value), enabled: value !== "" && resource?.detail !== undefined, staleTime: 300_000 });
  const search = useSearch(resource === undefined || !open ? [] : [resource], typed, 20);
  const named = resource?.list === undefined ? undefined : columnsOf(resource.list)[0];
  const options = useMemo(() => {
    const pages = data?.pages.flatMap((page) => page.rows) ?? [];
    // What was found stands in the list too; and while things come and go, one may stand at the end of a page and again on the next.
    const rows = [...new Map([...search.found.map(({ row }) => row), ...pages].map((row) => [text(row[id]), row])).values()];
    const listed = rows.map((row) => {
      const key = text(row[id]);
      const name = text(row[named ?? ""]) || titleOf(resource, row, key);
      const also = text(row.name);
      return { value: key, label: also === "" || also === name ? name : `${name} · ${also}` };
    });
    const known = new Set(listed.map((option) => option.value));
    // A key people know, such as a stock keeping unit, can be typed in; an id only whole.
    const canBe = (key: string) => id !== "id" || /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(key);
    const extra = [value, typed.trim()].filter((one) => one !== "" && !known.has(one) && (one === value || canBe(one)));
    return [...new Set(extra)].map((one) => ({ value: one, label: one === value ? titleOf(resource, chosen.data?.data, one) : one })).concat(listed);
  }, [data, search.found, id, named, resource, value, typed, chosen.data]);
  const byIndex = new Set(search.found.map(({ row }) => text(row[id])));
  const matches = ({ label, value: key }: { readonly label: string; readonly value: string }, query: string): boolean =>
    byIndex.has(key) || label.toLowerCase().includes(query.toLowerCase().trim());
  const isFound = isSearched || options.some((option) => matches(option, typed));
  useEffect(() => {
    if (open && hasNextPage && !isFetching && options.length < LOOKED_THROUGH && (typed === "" ? options.length < 100 : !isFound)) void fetchNextPage();
  }, [open, hasNextPage, isFetching, options.length, typed, isFound, fetchNextPage]);
  return (
    <Select
      {...input}
      data={options}
      value={value === "" ? null : value}
      onChange={(next) => change(next ?? "")}
      onDropdownOpen={() => setOpen(true)}
      onSearchChange={setTyped}
      searchable
      clearable={input.required !== true}
      filter={({ options: all, search: query }) => all.filter((option) => "group" in option || matches(option, query))}
      limit={100}
      nothingFoundMessage={isFetching || !search.settled ? t("state.loading") : t("form.noneFound")}
      clearButtonProps={{ "aria-label": t("form.clear") }}
    />
  );
}
