import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { SupplierId } from "../../domain/kernel/values.ts";

export const SupplierRevised = defineEvent({
  context: "purchasing",
  name: "SupplierRevised",
  version: 1,
  visibility: "public",
  about: "What is known of a supplier changed. Names the fields that moved, never their contents.",
  noun: "supplier",
  subject: ({ supplierId }) => supplierId,
  data: z.object({ supplierId: SupplierId, changed: z.array(z.string()).min(1) }),
});
