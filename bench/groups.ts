import { bundles } from "./bundles.ts";
import { contention } from "./contention.ts";
import type { Group } from "./figure.ts";
import { growth } from "./growth.ts";
import { imports } from "./imports.ts";
import { mainJob } from "./main-job.ts";
import { units } from "./units.ts";
import { warm } from "./warm.ts";

/** Everything that can be measured, by the name that `npm run bench -- <name>` takes. */
export const groups: Readonly<Record<string, Group>> = { "main-job": mainJob, units, bundles, growth, contention, warm, imports };
