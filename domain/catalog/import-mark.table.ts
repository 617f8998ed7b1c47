import { importMarks } from "../kernel/imports/import-mark.table.ts";

/** Which rows of another system's catalogue are our products. */
export const ImportMarks = importMarks("catalog");
