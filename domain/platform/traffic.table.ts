import * as z from "zod";
import { collection } from "../kernel/collection.ts";

/**
 * What a tenant's facts came to in one hour (`2026-11-23T09`, UTC). Beside the version, for each fact that was told: how often (`n:sales.OrderPlaced`), how
 * often because of another fact (`h:…`), and for how many milliseconds after that one in all (`ms:…`).
 */
const TrafficHour = z.looseObject({ version: z.int(), hour: z.string() });
export type TrafficHour = z.infer<typeof TrafficHour>;

export const TrafficHours = collection({ context: "platform", noun: "traffic", schema: TrafficHour, id: ({ hour }) => hour, indexes: {} });
