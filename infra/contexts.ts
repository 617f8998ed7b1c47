import type { ContextName } from "../domain/kernel/event.ts";

/** Every bounded context, in the order their stacks are listed. */
export const contexts = ["sales", "catalog", "inventory", "finance", "purchasing", "platform"] as const satisfies readonly ContextName[];
