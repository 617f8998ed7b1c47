import { readApis } from "./assembly-api.ts";
import { readFunctions, rolePermissions } from "./assembly-functions.ts";
import { ACCOUNT, REGION } from "./assembly-identity.ts";
import { readLive } from "./assembly-live.ts";
import { readMappings } from "./assembly-mappings.ts";
import { readBuses, readQueues, readRules, readSchedules } from "./assembly-messaging.ts";
import type { AssemblyModel } from "./assembly-model.ts";
import { checkPermissions } from "./assembly-permissions.ts";
import { readUserPools } from "./assembly-pool.ts";
import { liveResources } from "./assembly-resources.ts";
import { readSites } from "./assembly-site.ts";
import { readTables } from "./assembly-table.ts";

/**
 * Reads a synthesised cloud assembly into the model the runtime runs. All stacks become one deployment, in one
 * Region and one account. Throws `CannotStart` with one sentence for whatever it does not know or may not do.
 */
export function loadAssembly(assemblyDir: string): AssemblyModel {
  const resources = liveResources(assemblyDir);
  const { rules, schedules } = readRules(resources);
  const model = {
    functions: readFunctions(resources, rolePermissions(resources)),
    apis: readApis(resources),
    tables: readTables(resources),
    mappings: readMappings(resources),
    queues: readQueues(resources),
    buses: readBuses(resources),
    rules,
    schedules: [...schedules, ...readSchedules(resources)],
    userPools: readUserPools(resources),
    sites: readSites(resources),
    live: readLive(resources),
  };
  checkPermissions(resources, model);
  return { region: REGION, accountId: ACCOUNT, ...model };
}
