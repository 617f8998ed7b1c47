import { importMarks } from "../kernel/imports/import-mark.table.ts";

/** Which customers and orders of another system are ours. */
export const ImportMarks = importMarks("sales");
