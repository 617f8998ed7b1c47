import * as z from "zod";
import { Address } from "../kernel/address.ts";
import { collection } from "../kernel/collection.ts";
import { Currency } from "../kernel/money.ts";
import { nameOrder } from "../kernel/name-order.ts";
import { Email, Phone, TaxId } from "../kernel/party.ts";
import { PaymentTermDays, SupplierId, text } from "../kernel/values.ts";

export const SupplierStatus = z.enum(["active", "archived"]).meta({ description: "From an archived supplier nothing more is bought; history stays" });

/** Whom one buys from. `paymentTermDays` are the days the supplier gives, `currency` what it bills in. */
export const Supplier = z
  .object({
    id: SupplierId,
    version: z.int(),
    reference: text(100).optional().meta({ description: "Its number in the system it was imported from", example: "S-1001" }),
    name: text(200),
    email: Email.optional(),
    phone: Phone.optional(),
    taxId: TaxId.optional(),
    address: Address.optional(),
    currency: Currency,
    paymentTermDays: PaymentTermDays,
    status: SupplierStatus,
  })
  .meta({ id: "Supplier" });
export type Supplier = z.infer<typeof Supplier>;

/** `byEmail` and `byTaxId` hold only who has one: they find possible duplicates without a search through all suppliers. */
export const Suppliers = collection<Supplier, "byStatus" | "byEmail" | "byTaxId">({
  context: "purchasing",
  noun: "supplier",
  schema: Supplier,
  id: ({ id }) => id,
  indexes: {
    byStatus: { slot: "gsi1", key: ({ status, name, id }) => ({ partition: [status], sort: [nameOrder(name), id] }) },
    byEmail: { slot: "gsi2", key: ({ email, id }) => (email === undefined ? undefined : { partition: [email], sort: [id] }) },
    byTaxId: { slot: "gsi3", key: ({ taxId, id }) => (taxId === undefined ? undefined : { partition: [taxId], sort: [id] }) },
  },
});
