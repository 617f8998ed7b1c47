import { createSortedRowModel, rowSortingFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { isMoney, resolved, type Schema } from "../contract/contract.ts";
import { record } from "../contract/json.ts";
import { Value } from "../format/value.tsx";
import { useNames } from "../i18n/use-names.ts";
import { useWork } from "../session/session-context.ts";
import { compare } from "./compare.ts";

type Row = Record<string, unknown>;
const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns: {} });
/** Pixels; rows that turn out otherwise are measured. */
const ROW = 36;

interface Props {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly string[];
  readonly schema: Schema;
  /** Rows can be put in another order only when all of them are here. */
  readonly complete: boolean;
  readonly more?: () => void;
  /** The first cell: as a rule a link to the thing. */
  readonly first?: (row: Row, content: ReactNode) => ReactNode;
}

/** A table of any length: only the rows in sight are in the page. Arrow keys go from row to row. */
export function RowsTable({ label, rows, columns, schema, complete, more, first }: Props) {
  const { contract } = useWork();
  const { of, locale } = useNames();
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const properties = resolved(contract, schema).properties ?? {};
  const data = useMemo(() => [...rows], [rows]);
  const defined = useMemo(
    () =>
      columns.map((id) => ({
        id,
        accessorFn: (row: Row) => row[id],
        sortFn: (a: { original: Row }, b: { original: Row }) => compare(a.original[id], b.original[id], locale),
      })),
    [columns, locale],
  );
  const table = useTable({ features, columns: defined, data, enableSorting: complete });
  const sorted = table.getRowModel().rows;
  const virtual = useVirtualizer({ count: sorted.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 12 });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 30) more?.();
  }, [last, rows.length, more]);
  const isNumber = (name: string): boolean => {
    const of = resolved(contract, properties[name] ?? {});
    return of.type === "number" || of.type === "integer" || isMoney(of);
  };
  const template: CSSProperties = {
    gridTemplateColumns: columns
      .map((name, index) => (index === 0 ? "minmax(10rem, 2fr)" : isNumber(name) ? "minmax(6.5rem, 1fr)" : "minmax(8rem, 1.3fr)"))
      .join(" "),
  };
  return (
    <div ref={scroller} className="rows" role="region" aria-label={label} tabIndex={0} onKeyDown={walk}>
      <div role="table" aria-label={label} aria-rowcount={complete ? rows.length + 1 : -1} aria-colcount={columns.length}>
        <div role="rowgroup" className="rows-head">
          <div role="row" className="row" style={template} aria-rowindex={1}>
            {columns.map((name) => {
              const column = table.getColumn(name);
              const order = complete ? column?.getIsSorted() : false;
              return (
                <div
                  key={name}
                  role="columnheader"
                  className={isNumber(name) ? "cell number" : "cell"}
                  aria-sort={order === "asc" ? "ascending" : order === "desc" ? "descending" : "none"}
                >
                  <button
                    type="button"
                    className="sorter"
                    disabled={!complete}
                    title={complete ? t("list.sort") : t("list.sortLater")}
                    onClick={() => column?.toggleSorting()}
                  >
                    {of("field", name)}
                    {order === "asc" && <IconArrowUp size={13} aria-hidden />}
                    {order === "desc" && <IconArrowDown size={13} aria-hidden />}
                  </button>
                </div>
              );
            })}
          </div>
        </div>
        <div role="rowgroup" className="rows-body" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = record(sorted[index]?.original);
            return (
              <div
                key={index}
                ref={virtual.measureElement}
                data-index={index}
                role="row"
                aria-rowindex={index + 2}
                className="row"
                style={{ ...template, transform: `translateY(${start}px)` }}
              >
                {columns.map((name, place) => {
                  const content = <Value name={name} schema={properties[name] ?? {}} value={row[name]} />;
                  return (
                    <div key={name} role="cell" className={isNumber(name) ? "cell number" : "cell"} data-label={of("field", name)}>
                      {place === 0 && first !== undefined ? first(row, content) : content}
                    </div>
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Up and down go to the first link of the row above or below. */
function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const down = event.key === "ArrowDown";
  if (!down && event.key !== "ArrowUp") return;
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>(".rows-body .cell:first-child a")];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = links[at === -1 ? 0 : at + (down ? 1 : -1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
