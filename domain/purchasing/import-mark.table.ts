import { importMarks } from "../kernel/imports/import-mark.table.ts";

/** Which suppliers of another system are ours. */
export const ImportMarks = importMarks("purchasing");
