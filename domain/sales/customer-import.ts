import type { RowValues } from "../kernel/imports/row.ts";
import { faultsOf } from "../kernel/imports/fault.ts";
import { partyField, partyOf, present } from "../kernel/imports/party-row.ts";
import { RegisterCustomer, ReviseCustomer } from "./customer.ts";
import { Customer } from "./customer.table.ts";

const NewCustomer = RegisterCustomer.extend({ reference: Customer.shape.reference });

/** A new customer as a row describes it, or what is wrong with the row. */
export function customerOf(values: RowValues) {
  const read = NewCustomer.safeParse(present({ ...partyOf(values), reference: values["reference"] }));
  return read.success ? read.data : { unfit: faultsOf(read.error, partyField) };
}

/** What a row changes of a customer that is known: what it says. An empty cell changes nothing. */
export function revisionBy(values: RowValues, thing: string) {
  const read = ReviseCustomer.safeParse(present({ ...partyOf(values), id: thing }));
  return read.success ? read.data : { unfit: faultsOf(read.error, partyField) };
}
