import * as z from "zod";
import { CustomerRegistered } from "../../events/sales/customer-registered.ts";
import { CustomerRevised } from "../../events/sales/customer-revised.ts";
import { revise } from "../kernel/collection.ts";
import { accept, create, replace } from "../kernel/decision.ts";
import { CustomerId, type Moment } from "../kernel/values.ts";
import { Customer, CustomerStatus, Customers } from "./customer.table.ts";
import { tell } from "./timeline.ts";

const shape = Customer.shape;

export const RegisterCustomer = z.strictObject({
  ...Customer.pick({ name: true, email: true, phone: true, taxId: true, billingAddress: true, shippingAddress: true }).shape,
  currency: shape.currency.default("EUR"),
  paymentTermDays: shape.paymentTermDays.default(30),
});

/** `null` clears an optional field; an address is replaced or cleared whole. */
export const ReviseCustomer = z.strictObject({
  id: CustomerId,
  name: shape.name.optional(),
  email: shape.email.unwrap().nullable().optional(),
  phone: shape.phone.unwrap().nullable().optional(),
  taxId: shape.taxId.unwrap().nullable().optional(),
  billingAddress: shape.billingAddress.unwrap().nullable().optional(),
  shippingAddress: shape.shippingAddress.unwrap().nullable().optional(),
  currency: shape.currency.optional(),
  paymentTermDays: shape.paymentTermDays.optional(),
  status: CustomerStatus.optional(),
});

/** A customer as a write answers it: with those who share its e-mail address or tax id. A warning, not a refusal: branches of one firm share both. */
export const CustomerWritten = Customer.extend({ possibleDuplicates: z.array(CustomerId) }).meta({ id: "CustomerWritten" });

/** `reference` is there when it comes from another system. */
type New = z.output<typeof RegisterCustomer> & Pick<Customer, "reference">;

export function registerCustomer(input: New, id: CustomerId, possibleDuplicates: readonly CustomerId[], moment: Moment) {
  const customer: Customer = { ...input, id, version: 1, status: "active" };
  const registered = CustomerRegistered.of({ customerId: id, currency: customer.currency, paymentTermDays: customer.paymentTermDays });
  return accept(
    { ...customer, possibleDuplicates: [...possibleDuplicates] },
    [create(Customers, customer), tell(registered, moment, { customerId: id, title: "Customer registered" })],
    [registered],
  );
}

/** The customer after a revision, and the names of the fields that moved. */
export function revisionOf(customer: Customer, input: z.output<typeof ReviseCustomer>) {
  const { email, phone, taxId, billingAddress, shippingAddress } = customer;
  const revised: Customer = revise(customer, {
    name: input.name ?? customer.name,
    email: input.email === undefined ? email : (input.email ?? undefined),
    phone: input.phone === undefined ? phone : (input.phone ?? undefined),
    taxId: input.taxId === undefined ? taxId : (input.taxId ?? undefined),
    billingAddress: input.billingAddress === undefined ? billingAddress : (input.billingAddress ?? undefined),
    shippingAddress: input.shippingAddress === undefined ? shippingAddress : (input.shippingAddress ?? undefined),
    currency: input.currency ?? customer.currency,
    paymentTermDays: input.paymentTermDays ?? customer.paymentTermDays,
    status: input.status ?? customer.status,
  });
  const changed = REVISABLE.filter((field) => JSON.stringify(customer[field]) !== JSON.stringify(revised[field]));
  return { revised, changed };
}
const REVISABLE = ["name", "email", "phone", "taxId", "billingAddress", "shippingAddress", "currency", "paymentTermDays", "status"] as const;

/** Nothing moved: the customer is answered as it is, and nobody is told. */
export function reviseCustomer(customer: Customer, { revised, changed }: ReturnType<typeof revisionOf>, possibleDuplicates: readonly CustomerId[]) {
  const duplicates = [...possibleDuplicates];
  if (changed.length === 0) return accept({ ...customer, possibleDuplicates: duplicates }, []);
  return accept(
    { ...revised, possibleDuplicates: duplicates },
    [replace(Customers, revised)],
    [CustomerRevised.of({ customerId: customer.id, changed: [...changed] })],
  );
}
