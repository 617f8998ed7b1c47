import { faultsOf } from "../kernel/imports/fault.ts";
import { partyField, partyOf, present } from "../kernel/imports/party-row.ts";
import type { RowValues } from "../kernel/imports/row.ts";
import { RegisterSupplier, ReviseSupplier } from "./supplier.ts";
import { Supplier } from "./supplier.table.ts";

const NewSupplier = RegisterSupplier.extend({ reference: Supplier.shape.reference });

/** What a row says of a supplier. It has one address, where a party may have two. */
function supplierIn(values: RowValues): Record<string, unknown> {
  const { billingAddress: address, ...party } = partyOf(values);
  return present({ ...party, address });
}

/** A new supplier as a row describes it, or what is wrong with the row. */
export function supplierOf(values: RowValues) {
  const read = NewSupplier.safeParse(present({ ...supplierIn(values), reference: values["reference"] }));
  return read.success ? read.data : { unfit: faultsOf(read.error, partyField) };
}

/** What a row changes of a supplier that is known: what it says. An empty cell changes nothing. */
export function revisionBy(values: RowValues, thing: string) {
  const read = ReviseSupplier.safeParse({ ...supplierIn(values), id: thing });
  return read.success ? read.data : { unfit: faultsOf(read.error, partyField) };
}
