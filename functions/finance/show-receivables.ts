import * as z from "zod";
import { Invoices } from "../../domain/finance/invoice.table.ts";
import { MOST_CUSTOMERS, MOST_INVOICES, Receivables, refusals } from "../../domain/finance/receivables.ts";
import { ReceivablesPages, ReceivablesReports } from "../../domain/finance/receivables-report.table.ts";
import { BusinessDate, CompanyCode, dateOf, MAIN_COMPANY } from "../../domain/kernel/values.ts";
import { CallerError } from "../_runtime/caller-error.ts";
import { query } from "../_runtime/use-case.ts";
import { ageReceivables } from "../_steps/finance/age-receivables.ts";
import { storedReceivables } from "../_steps/finance/stored-receivables.ts";

export const useCase = query({
  summary: "Show what customers owe by days past due, today or at a past date",
  route: "GET /finance/receivables",
  scope: "finance:read",
  input: z.strictObject({ company: CompanyCode.default(MAIN_COMPANY), asOf: BusinessDate.optional().meta({ description: "Today where not said" }) }),
  output: Receivables,
  refuses: refusals,
  touches: [Invoices, ReceivablesReports, ReceivablesPages],
  async run({ company, asOf }, { store, now }) {
    const day = asOf ?? dateOf(now);
    const aged = (await ageReceivables(store, company, day, MOST_INVOICES)) ?? (await storedReceivables(store, company, day));
    if (aged === undefined)
      throw new CallerError(
        413,
        "receivables_too_large",
        `More than ${MOST_INVOICES} invoices would have to be read, and no report of that night names at most ${MOST_CUSTOMERS} customers. Ask for a night that was reported.`,
      );
    return aged;
  },
});
export const { handler } = useCase;
