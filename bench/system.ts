import { spawnSync } from "node:child_process";
import { join } from "node:path";
import * as z from "zod";
import { root } from "../infra/root.ts";
import { type Runtime, startRuntime } from "../local/runtime.ts";
import type { ChaosPlan } from "../local/table/chaos.ts";
import { type Caller, caller } from "./http.ts";

/** A fact's name and story in a record of the table's stream, as DynamoDB writes attribute values. */
const FactImage = z.looseObject({
  name: z.looseObject({ S: z.string() }),
  metadata: z.looseObject({ M: z.looseObject({ correlationId: z.looseObject({ S: z.string() }) }) }),
});

/** A fact at the moment its transaction took effect. */
export interface CommittedFact {
  readonly name: string;
  readonly correlationId: string;
  /** `performance.now()` of this process. */
  readonly at: number;
}

/** The whole system in memory, with what a measurement needs to see of it. */
export interface System {
  readonly runtime: Runtime;
  /** `sales/win-opportunity` of a function's name. */
  readonly useCaseOf: (functionName: string) => string;
  /** An administrator of a tenant. */
  readonly as: (tenant: string) => Promise<Caller>;
  /** Calls back on every fact as it is committed, until the answer is called. Nothing is asked of the system for it. */
  readonly onFact: (listen: (fact: CommittedFact) => void) => () => void;
  readonly stop: () => Promise<void>;
}

/** Every delivery once and in order: a measurement that is repeated should do the same work again. */
export const CALM: ChaosPlan = { seed: 1, duplicate: 0, reorder: 0 };

/** Builds the cloud assembly where something changed, and tells its folder. */
export function assembly(): string {
  const { status } = spawnSync(process.execPath, [join(root, "infra/build.ts")], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error("The cloud assembly could not be built.");
  return join(root, "cdk.out");
}

export async function startSystem(chaos: ChaosPlan = CALM, assemblyDir: string = assembly()): Promise<System> {
  const listeners = new Set<(fact: CommittedFact) => void>();
  const runtime = await startRuntime({
    assemblyDir,
    port: 0,
    dataDir: "memory",
    chaos,
    onRecord: ({ dynamodb }) => {
      const at = performance.now();
      if (listeners.size === 0) return;
      const { data: image } = FactImage.safeParse(dynamodb.NewImage);
      if (image !== undefined) for (const listen of listeners) listen({ name: image.name.S, correlationId: image.metadata.M.correlationId.S, at });
    },
  });
  const callers: Caller[] = [];
  const useCases = new Map(runtime.model.functions.map(({ name, env }) => [name, env["POWERTOOLS_SERVICE_NAME"] ?? name]));
  return {
    runtime,
    useCaseOf: (functionName) => useCases.get(functionName) ?? functionName,
    as: async (tenant) => {
      const made = caller(runtime.url, await runtime.token({ tenant, role: "admin" }));
      callers.push(made);
      return made;
    },
    onFact: (listen) => {
      listeners.add(listen);
      return () => void listeners.delete(listen);
    },
    stop: async () => {
      for (const each of callers) each.close();
      await runtime.stop();
    },
  };
}
