import * as z from "zod";
import { Account, chart } from "../../domain/finance/account.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "List the chart of accounts",
  route: "GET /finance/accounts",
  scope: "finance:read",
  input: z.strictObject({}),
  output: z.array(Account),
  touches: [],
  async run() {
    return [...chart];
  },
});
export const { handler } = useCase;
