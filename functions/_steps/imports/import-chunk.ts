import { createHash } from "node:crypto";
import type * as z from "zod";
import type { Collection } from "../../../domain/kernel/collection.ts";
import { type Decision, accept, create, replace } from "../../../domain/kernel/decision.ts";
import type { EventContract, FactOf } from "../../../domain/kernel/event.ts";
import { ImportChunks, chunkId, type ImportChunk } from "../../../domain/kernel/imports/import-chunk.table.ts";
import { type ImportMark, settledBy } from "../../../domain/kernel/imports/import-mark.table.ts";
import { type ImportReport, type RowError, type RowOutcome, type RowResult, reportOf } from "../../../domain/kernel/imports/report.ts";
import { type ReadRow, groupRows, readRows } from "../../../domain/kernel/imports/row.ts";
import type { ImportChunkUploaded } from "../../../events/platform/import-chunk-uploaded.ts";
import type { ReactionSetting, Setting } from "../../_runtime/definition.ts";

/** As UTF-8 it still fits into a key of the table (2048 bytes). */
const LONGEST_KEY = 300;

/** Rows that are one thing, the first of them naming it. */
export type Rows = readonly [ReadRow, ...ReadRow[]];
/** Rows that say something impossible. `line` is which of them, from 0. */
export interface Unfit {
  readonly unfit: readonly (RowError & { readonly line?: number })[];
}

/** How one context takes in the rows of one kind. */
export interface Taking<Events extends readonly EventContract[]> {
  readonly marks: Collection<ImportMark>;
  /** How many things are worked on together. */
  readonly atOnce: number;
  /** What tells things of this kind apart. */
  keyOf(first: ReadRow["values"]): string;
  /** The field that a refusal's pointer is about. */
  fieldOf(pointer: string): { readonly field?: string; readonly line?: number };
  /**
   * What follows from the rows. `mark` is there when the thing was taken in before, with other content; the value names our thing, and says
   * where it was `known` here before any file.
   */
  decide(
    rows: Rows,
    mark: ImportMark | undefined,
    setting: Setting<Events>,
  ): Promise<Decision<{ readonly thing: string; readonly known?: boolean }, FactOf<Events[number]>, string> | Unfit>;
}

/**
 * Takes in a chunk: each thing in a transaction of its own with the mark that makes it happen once. What was done before a crash is found by its mark and
 * told as it was. Answers nothing when the chunk is no longer kept: then it was worked on long ago.
 */
export async function importChunk<Events extends readonly EventContract[]>(
  uploaded: z.output<typeof ImportChunkUploaded.data>,
  setting: ReactionSetting<Events>,
  taking: Taking<Events>,
): Promise<ImportReport | undefined> {
  const chunk = await setting.store.find(ImportChunks, chunkId(uploaded));
  if (chunk === undefined) return undefined;
  const groups = groupRows(readRows(chunk), chunk.groupedBy);
  const firsts = new Map<string, Rows>();
  const inTurn = new Map<string, Promise<unknown>>();
  const results = await setting.each(groups.flatMap(isRows), { atOnce: taking.atOnce, dryRun: chunk.dryRun }, async (rows, own) => {
    if (rows.some(({ errors }) => errors.length > 0))
      return rejected(
        rows,
        rows.flatMap(({ errors }, line) => errors.map((error) => ({ ...error, line }))),
      );
    const key = `${chunk.kind}#${taking.keyOf(rows[0].values)}`;
    if (key.length > LONGEST_KEY)
      return rejected(rows, [{ code: "reference_too_long", detail: `What tells a thing apart has ${LONGEST_KEY} characters at most.` }]);
    const first = firsts.get(key) ?? rows;
    firsts.set(key, first);
    // The same again finds the mark and changes nothing; with other content nobody knows which is meant.
    if (first !== rows && contentOf(first) !== contentOf(rows)) return rejected(rows, [duplicateOf(first)]);
    // Rows of one thing follow each other, as they stand in the file.
    const turn = (inTurn.get(key) ?? Promise.resolve()).then(() => takeIn(chunk, key, rows, own, taking));
    inTurn.set(key, turn);
    return turn;
  });
  return reportOf(chunk, results.flat());
}

const isRows = ([first, ...rest]: ReadRow[]): Rows[] => (first === undefined ? [] : [[first, ...rest]]);
const duplicateOf = ([{ row }]: Rows) => ({ code: "duplicate_row", detail: `Row ${row} says something else of the same.` });

async function takeIn<Events extends readonly EventContract[]>(
  chunk: ImportChunk,
  key: string,
  rows: Rows,
  setting: Setting<Events>,
  taking: Taking<Events>,
): Promise<RowResult[]> {
  const [{ row }] = rows;
  const mark = await setting.store.find(taking.marks, key);
  const content = contentOf(rows);
  const settled = settledBy(mark, { importId: chunk.importId, row, content });
  if (settled !== undefined) return settled.outcome === "rejected" ? rejected(rows, settled.errors) : all(rows, settled.outcome);
  const decision = await taking.decide(rows, mark, setting);
  if ("unfit" in decision) return rejected(rows, decision.unfit);
  const refusal = ({ code, about }: Extract<typeof decision, { ok: false }>) =>
    rejected(rows, [
      { code, ...(about.pointer === undefined ? {} : taking.fieldOf(about.pointer)), ...(about.detail === undefined ? {} : { detail: about.detail }) },
    ]);
  if (!decision.ok) return refusal(decision);
  const isNew = mark === undefined && decision.value.known !== true;
  const outcome = isNew ? "created" : decision.changes.length === 0 ? "unchanged" : "updated";
  const next = { version: (mark?.version ?? 0) + 1, key, thing: decision.value.thing, content, importId: chunk.importId, row, outcome } as const;
  const written = mark === undefined ? create(taking.marks, next) : replace(taking.marks, next);
  const taken = await setting.store.commit(accept(undefined, [written, ...decision.changes], decision.facts));
  return taken.ok ? all(rows, outcome) : refusal(taken);
}

/** A digest of what the rows say: whatever the order of the columns. */
const contentOf = (rows: Rows): string =>
  createHash("sha256")
    .update(JSON.stringify(rows.map(({ values }) => Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)))))
    .digest("base64url");

const all = (rows: Rows, outcome: RowOutcome): RowResult[] => rows.map(({ row }) => ({ row, outcome, errors: [] }));

/** All rows of a thing or none: those that are not at fault say so. */
function rejected(rows: Rows, errors: Unfit["unfit"]): RowResult[] {
  return rows.map(({ row }, at) => {
    const own = errors.filter(({ line = 0 }) => line === at).map(({ line: _line, ...error }) => error);
    return {
      row,
      outcome: "rejected",
      errors: own.length > 0 ? own : [{ code: "another_row_rejected", detail: "Another row of the same thing is at fault." }],
    };
  });
}
