import { defineEvent } from "../../domain/kernel/event.ts";
import { ImportReport } from "../../domain/kernel/imports/report.ts";

export const ProductsImported = defineEvent({
  context: "catalog",
  name: "ProductsImported",
  version: 1,
  visibility: "internal",
  about: "The rows of a chunk were worked on: what became of each, and why some were not taken. Nothing that stands in them.",
  noun: "import",
  subject: ({ importId }) => importId,
  data: ImportReport,
});
