import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesised } from "../../infra/checks/checked.ts";
import { Templates } from "../../infra/checks/template.ts";
import { discover } from "../../infra/discover.ts";
import { compose } from "../../infra/synthesise.ts";

const folder = mkdtempSync(join(tmpdir(), "weft-infra-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Every choice a deployment has, made: what a template can hold is in this one. */
export const everything = {
  stage: "prod",
  origins: ["https://erp.example.com"],
  callbackUrls: ["https://erp.example.com/signed-in"],
  consoleUrl: "https://erp.example.com",
  consoleCertificate: "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-000000000000",
  tenants: ["acme", "globex"],
  machines: [{ name: "shop", tenant: "acme", scopes: ["sales:read", "sales:write"] }],
  subscriberAccounts: ["444455556666", "777788889999"],
  organization: "o-abcdefghij",
  forwardTo: ["arn:aws:events:eu-central-1:444455556666:event-bus/partner"],
  customerKey: true,
  ledgerShards: 4,
  alarmEmail: "operations@example.com",
};

/** The real app with these context values, policy checks included; an empty folder stands in for the bundles. */
export async function assembly(
  context: Readonly<Record<string, unknown>> = {},
  change: (app: ReturnType<typeof compose>) => void = () => {},
): Promise<Templates> {
  const code = join(folder, "code");
  mkdirSync(code, { recursive: true });
  writeFileSync(join(code, "index.mjs"), "export const handler = async () => {};\n");
  const useCases = await discover();
  const app = compose({ useCases, codeOf: ({ name }) => ({ folder: code, hash: name }), outdir: mkdtempSync(join(folder, "out-")), context, checked: true });
  change(app);
  return new Templates(synthesised(app).stacks.map(({ stackName: name, template }) => ({ name, template })));
}
