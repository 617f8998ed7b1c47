import * as z from "zod";
import { Traffic, trafficOf, hoursUntil } from "../../domain/platform/traffic.ts";
import { TrafficHours } from "../../domain/platform/traffic.table.ts";
import { query } from "../_runtime/use-case.ts";

export const useCase = query({
  summary: "Show which facts travelled in the last hours, how many and how fast, a minute or two behind",
  route: "GET /platform/traffic",
  scope: "platform:read",
  input: z.strictObject({ hours: z.int().min(1).max(72).default(24).meta({ description: "This one included" }) }),
  output: Traffic,
  touches: [TrafficHours],
  async run({ hours }, { store, now }) {
    const wanted = hoursUntil(now, hours);
    return trafficOf(wanted[0] ?? "", await store.getMany(TrafficHours, wanted));
  },
});
export const { handler } = useCase;
