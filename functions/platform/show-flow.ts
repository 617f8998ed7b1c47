import * as z from "zod";
import { Flow, flowOf, hoursUntil } from "../../domain/platform/flow.ts";
import { FlowHours } from "../../domain/platform/flow.table.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show which facts travelled in the last hours, how many and how fast, a minute or two behind",
  route: "GET /platform/flow",
  scope: "platform:read",
  input: z.strictObject({ hours: z.int().min(1).max(72).default(24).meta({ description: "This one included" }) }),
  output: Flow,
  touches: [FlowHours],
  async run({ hours }, { store, now }) {
    const wanted = hoursUntil(now, hours);
    return flowOf(wanted[0] ?? "", await store.getMany(FlowHours, wanted));
  },
});
export const { handler } = useCase;
