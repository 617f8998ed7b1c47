import * as z from "zod";
import { collection } from "../kernel/collection.ts";
import { Currency } from "../kernel/money.ts";
import { CustomerId, PaymentTermDays, text } from "../kernel/values.ts";
import { Address } from "./address.ts";

/** Kept in lower case, so that two spellings of one mailbox are seen as one. */
const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(z.regexes.email, "must be an e-mail address")
  .meta({ description: "Kept in lower case", example: "orders@example.com" });
/** E.164: `+` and up to 15 digits. Blanks, brackets, dots and hyphens that people type are taken out. */
const Phone = z
  .string()
  .max(40)
  .overwrite((typed) => typed.replace(/[\s().-]/g, ""))
  .regex(/^\+[1-9]\d{6,14}$/, "must be an international number such as +49301234567")
  .meta({ description: "E.164", example: "+49301234567" });
/** A VAT or tax registration number in capitals without blanks, dots or hyphens. */
const TaxId = z
  .string()
  .max(40)
  .overwrite((typed) => typed.replace(/[\s.-]/g, "").toUpperCase())
  .regex(/^[A-Z0-9]{4,20}$/, "must have 4–20 letters or digits")
  .meta({ description: "VAT or tax registration number", example: "DE123456789" });

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
    byStatus: { slot: "gsi1", key: ({ status, id }) => ({ partition: [status], sort: [id] }) },
    byEmail: { slot: "gsi2", key: ({ email, id }) => (email === undefined ? undefined : { partition: [email], sort: [id] }) },
    byTaxId: { slot: "gsi3", key: ({ taxId, id }) => (taxId === undefined ? undefined : { partition: [taxId], sort: [id] }) },
  },
});
