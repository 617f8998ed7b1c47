import { readFileSync } from "node:fs";
import { trim } from "../../../console/trim-contract.ts";

/** The contract as the console has it. */
export const contract = trim(JSON.parse(readFileSync("contracts/openapi.json", "utf8")));
