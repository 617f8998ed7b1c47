import * as z from "zod";
import { defineEvent } from "../../domain/kernel/event.ts";
import { Currency } from "../../domain/kernel/money.ts";
import { PaymentTermDays, SupplierId } from "../../domain/kernel/values.ts";

export const SupplierRegistered = defineEvent({
  context: "purchasing",
  name: "SupplierRegistered",
  version: 1,
  visibility: "public",
  about: "Somebody can be bought from. Carries no personal data: who needs the name reads the supplier with a right to do so.",
  noun: "supplier",
  subject: ({ supplierId }) => supplierId,
  data: z.object({ supplierId: SupplierId, currency: Currency, paymentTermDays: PaymentTermDays }),
});
