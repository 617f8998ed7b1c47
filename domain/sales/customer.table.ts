import * as z from "zod";
import { Address } from "../kernel/address.ts";
import { collection } from "../kernel/collection.ts";
import { Currency } from "../kernel/money.ts";
import { nameOrder } from "../kernel/name-order.ts";
import { Email, Phone, TaxId } from "../kernel/party.ts";
import { CustomerId, PaymentTermDays, text } from "../kernel/values.ts";

export const CustomerStatus = z.enum(["active", "archived"]).meta({ description: "An archived customer buys nothing more; history stays" });

export const Customer = z
  .object({
    id: CustomerId,
    version: z.int(),
    reference: text(100).optional().meta({ description: "Its number in the system it was imported from", example: "C-1001" }),
    name: text(200),
    email: Email.optional(),
    phone: Phone.optional(),
    taxId: TaxId.optional(),
    billingAddress: Address.optional(),
    shippingAddress: Address.optional(),
    currency: Currency,
    paymentTermDays: PaymentTermDays,
    status: CustomerStatus,
  })
  .meta({ id: "Customer" });
export type Customer = z.infer<typeof Customer>;

/** `byEmail` and `byTaxId` hold only who has one: they find possible duplicates without a search through all customers. */
export const Customers = collection<Customer, "byStatus" | "byEmail" | "byTaxId">({
  context: "sales",
  noun: "customer",
  schema: Customer,
  id: ({ id }) => id,
  indexes: {
    byStatus: { slot: "gsi1", key: ({ status, name, id }) => ({ partition: [status], sort: [nameOrder(name), id] }) },
    byEmail: { slot: "gsi2", key: ({ email, id }) => (email === undefined ? undefined : { partition: [email], sort: [id] }) },
    byTaxId: { slot: "gsi3", key: ({ taxId, id }) => (taxId === undefined ? undefined : { partition: [taxId], sort: [id] }) },
  },
});
