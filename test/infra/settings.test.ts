import { App } from "aws-cdk-lib";
import { expect, it } from "vitest";
import { readSettings } from "../../infra/settings.ts";
import { contextOf } from "../../infra/assemble.ts";

const read = (context: Record<string, unknown>) => readSettings(new App({ context, analyticsReporting: false }));

it("takes what cdk.json says, and what the command line says instead", () => {
  expect(
    readSettings(new App({ context: contextOf(["stage=prod", 'tenants=["acme","globex"]', "customerKey=true", "ledgerShards=4"]), analyticsReporting: false })),
  ).toMatchObject({ stage: "prod", tenants: ["acme", "globex"], customerKey: true, ledgerShards: 4 });
  expect(read({ tenants: "acme,globex" }).tenants).toEqual(["acme", "globex"]);
  expect(read({})).toMatchObject({ stage: "dev", tenants: [], customerKey: false });
});

it.each([
  [{ stage: "live" }],
  [{ origins: ["https://erp.example.com/path"] }],
  [{ origins: ["*"] }],
  [{ consoleUrl: "https://erp.example.com/console" }],
  [{ consoleUrl: "http://erp.example.com" }],
  [{ consoleUrl: "https://erp.example.com", consoleCertificate: "arn:aws:acm:eu-central-1:111122223333:certificate/0a1b" }],
  [{ consoleCertificate: "arn:aws:acm:us-east-1:111122223333:certificate/0a1b" }],
  [{ subscriberAccounts: ["12"] }],
  [{ organization: "my-org" }],
  [{ forwardTo: ["arn:aws:sqs:eu-central-1:444455556666:queue"] }],
  [{ machines: [{ name: "shop", tenant: "acme", scopes: ["sales:everything"] }] }],
  [{ ledgerShards: 0 }],
])("says what is wrong with %j", (context) => {
  expect(() => read(context)).toThrow(/A context value is wrong/);
});
