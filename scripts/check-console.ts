import { spawnSync } from "node:child_process";
import { writeTypes } from "../console/contract-plugin.ts";

/** The console is checked against the types of the contract as it is now; they are made first. */
await writeTypes("contracts/openapi.json");
const { status } = spawnSync("node", ["node_modules/typescript-native/bin/tsc", "-p", "console"], { stdio: "inherit" });
process.exitCode = status ?? 1;
