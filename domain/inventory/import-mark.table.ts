import { importMarks } from "../kernel/imports/import-mark.table.ts";

/** Which products' opening stock was brought. */
export const ImportMarks = importMarks("inventory");
