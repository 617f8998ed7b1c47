import { parseArgs } from "node:util";
import * as z from "zod";
import { portOf } from "./start-options.ts";

const Answer = z.union([z.object({ access_token: z.string() }), z.object({ error: z.string() })]);

/** `npm run -s token`: asks the running runtime for an access token and prints nothing but the token. */
async function token(): Promise<string> {
  const { values } = parseArgs({
    options: { tenant: { type: "string", default: "acme" }, role: { type: "string" }, scope: { type: "string" }, port: { type: "string", default: "3000" } },
  });
  if (values.role === undefined && values.scope === undefined) throw new Error("Name a role (--role sales) or scopes (--scope sales:read).");
  const port = portOf(values.port);
  const body = JSON.stringify({ tenant: values.tenant, role: values.role, scope: values.scope });
  const response = await fetch(`http://localhost:${port}/_local/token`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-weft-local": "1" },
    body,
  }).catch(() => null);
  if (response === null) throw new Error(`Nothing runs on port ${port}: start Weft with "npm start" first, or name its port with --port.`);
  const answer = Answer.safeParse(await response.json().catch(() => null));
  if (!answer.success) throw new Error(`What runs on port ${port} is not Weft.`);
  if ("error" in answer.data) throw new Error(answer.data.error);
  return answer.data.access_token;
}

try {
  console.log(await token());
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : String(thrown));
  process.exitCode = 1;
}
