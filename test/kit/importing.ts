import { expect } from "vitest";
import type { World } from "./world.ts";

export interface Importing {
  readonly mapping?: object;
  readonly decimal?: string;
  readonly dateFormat?: string;
  readonly dryRun?: boolean;
  readonly key?: string;
}
export type Rows = readonly (readonly string[])[];

/** Records as a spreadsheet writes them: every cell in quotes. */
export const csvOf = (rows: Rows): string => rows.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\r\n`).join("");

/** Brings rows through the API in chunks of so many, up to where they wait to be worked on. */
export async function upload(erp: World, kind: string, columns: readonly string[], chunks: readonly Rows[], more: Importing = {}): Promise<string> {
  const { id } = await erp.must("platform/open-import", { body: { kind, columns, ...more } });
  let firstRow = 1;
  for (const [index, rows] of chunks.entries()) {
    await erp.must("platform/upload-import-chunk", { path: { id, number: String(index + 1) }, body: { firstRow, csv: csvOf(rows) } });
    firstRow += rows.length;
  }
  await erp.must("platform/complete-import", { path: { id }, body: { chunks: chunks.length } });
  return id;
}

/** Brings rows and waits until all is done: what became of each row, and the import as it ends. */
export async function bring(erp: World, kind: string, columns: readonly string[], rows: Rows, more: Importing = {}) {
  const id = await upload(erp, kind, columns, [rows], more);
  await erp.settle();
  const shown = await erp.must("platform/show-import", { path: { id } });
  expect(shown.status).toBe("done");
  const results: { row: number; outcome: string; record?: string[]; errors?: { code: string; field?: string; detail?: string }[] }[] = await erp.must(
    "platform/list-import-rows",
    { path: { id }, query: { limit: "100" } },
  );
  return { id, shown, results, outcomes: results.map(({ outcome }) => outcome), errors: results.flatMap(({ errors = [] }) => errors) };
}
