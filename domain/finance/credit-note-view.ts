import * as z from "zod";
import { Money } from "../kernel/money.ts";
import { TaxCode } from "../kernel/values.ts";
import { CreditNote } from "./credit-note.table.ts";

const { id, version, number, company, customerId, orderId, invoiceId, issuedOn } = CreditNote.shape;
export const TaxOfCode = z.object({ taxCode: TaxCode, net: Money, tax: Money });

/** One credit note: `applied` lowered what is owed, `credit` had been paid and is the customer's again. */
export const CreditNoteView = z
  .object({ id, version, number, company, customerId, orderId, invoiceId, issuedOn })
  .extend({
    lines: z.array(CreditNote.shape.lines.element.extend({ net: Money })),
    taxes: z.array(TaxOfCode),
    net: Money,
    tax: Money,
    total: Money,
    applied: Money,
    credit: Money,
  })
  .meta({ id: "CreditNote" });

export function viewOfNote({ currency, lines, taxes, net, tax, total, applied, credit, ...head }: CreditNote): z.input<typeof CreditNoteView> {
  const money = (minor: number) => ({ minor, currency });
  return {
    ...head,
    lines: lines.map((line) => ({ ...line, net: money(line.net) })),
    taxes: taxes.map((row) => ({ taxCode: row.taxCode, net: money(row.net), tax: money(row.tax) })),
    net: money(net),
    tax: money(tax),
    total: money(total),
    applied: money(applied),
    credit: money(credit),
  };
}
