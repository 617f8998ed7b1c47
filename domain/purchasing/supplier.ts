import * as z from "zod";
import { SupplierRegistered } from "../../events/purchasing/supplier-registered.ts";
import { SupplierRevised } from "../../events/purchasing/supplier-revised.ts";
import { revise } from "../kernel/collection.ts";
import { accept, create, replace } from "../kernel/decision.ts";
import { SupplierId } from "../kernel/values.ts";
import { Supplier, SupplierStatus, Suppliers } from "./supplier.table.ts";

const shape = Supplier.shape;

export const RegisterSupplier = z.strictObject({
  ...Supplier.pick({ name: true, email: true, phone: true, taxId: true, address: true }).shape,
  currency: shape.currency.default("EUR"),
  paymentTermDays: shape.paymentTermDays.default(30),
});

/** `null` clears an optional field; the address is replaced or cleared whole. */
export const ReviseSupplier = z.strictObject({
  id: SupplierId,
  name: shape.name.optional(),
  email: shape.email.unwrap().nullable().optional(),
  phone: shape.phone.unwrap().nullable().optional(),
  taxId: shape.taxId.unwrap().nullable().optional(),
  address: shape.address.unwrap().nullable().optional(),
  currency: shape.currency.optional(),
  paymentTermDays: shape.paymentTermDays.optional(),
  status: SupplierStatus.optional(),
});

/** A supplier as a write answers it: with those who share its e-mail address or tax id. A warning, not a refusal: branches of one firm share both. */
export const SupplierWritten = Supplier.extend({ possibleDuplicates: z.array(SupplierId) }).meta({ id: "SupplierWritten" });

/** `reference` is there when it comes from another system. */
type New = z.output<typeof RegisterSupplier> & Pick<Supplier, "reference">;

export function registerSupplier(input: New, id: SupplierId, possibleDuplicates: readonly SupplierId[]) {
  const supplier: Supplier = { ...input, id, version: 1, status: "active" };
  const registered = SupplierRegistered.of({ supplierId: id, currency: supplier.currency, paymentTermDays: supplier.paymentTermDays });
  return accept({ ...supplier, possibleDuplicates: [...possibleDuplicates] }, [create(Suppliers, supplier)], [registered]);
}

/** The supplier after a revision, and the names of the fields that moved. */
export function revisionOf(supplier: Supplier, input: z.output<typeof ReviseSupplier>) {
  const { email, phone, taxId, address } = supplier;
  const revised: Supplier = revise(supplier, {
    name: input.name ?? supplier.name,
    email: input.email === undefined ? email : (input.email ?? undefined),
    phone: input.phone === undefined ? phone : (input.phone ?? undefined),
    taxId: input.taxId === undefined ? taxId : (input.taxId ?? undefined),
    address: input.address === undefined ? address : (input.address ?? undefined),
    currency: input.currency ?? supplier.currency,
    paymentTermDays: input.paymentTermDays ?? supplier.paymentTermDays,
    status: input.status ?? supplier.status,
  });
  const changed = REVISABLE.filter((field) => JSON.stringify(supplier[field]) !== JSON.stringify(revised[field]));
  return { revised, changed };
}
const REVISABLE = ["name", "email", "phone", "taxId", "address", "currency", "paymentTermDays", "status"] as const;

/** Nothing moved: the supplier is answered as it is, and nobody is told. */
export function reviseSupplier(supplier: Supplier, { revised, changed }: ReturnType<typeof revisionOf>, possibleDuplicates: readonly SupplierId[]) {
  const duplicates = [...possibleDuplicates];
  if (changed.length === 0) return accept({ ...supplier, possibleDuplicates: duplicates }, []);
  return accept(
    { ...revised, possibleDuplicates: duplicates },
    [replace(Suppliers, revised)],
    [SupplierRevised.of({ supplierId: supplier.id, changed: [...changed] })],
  );
}
