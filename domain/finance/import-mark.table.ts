import { importMarks } from "../kernel/imports/import-mark.table.ts";

/** Which entries of other books are in ours. */
export const ImportMarks = importMarks("finance");
