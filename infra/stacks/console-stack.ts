import { type App, CfnOutput, Stack } from "aws-cdk-lib";
import type { Discovered } from "../discover.ts";
import { consoleFunction } from "../parts/console-function.ts";
import { ConsoleHeaders } from "../parts/console-headers.ts";
import { ConsoleSite } from "../parts/console-site.ts";
import type { CoreStack } from "./core-stack.ts";

/** First segments of the console's own addresses: a context of such a name would hide its pages. */
const OWN = ["assets", "create", "event", "records", "revise", "signed-in"];

/** What the API answers at the console's origin, from the routes themselves: a new context needs no word here. */
export function apiPathsOf(useCases: readonly Discovered[]): string[] {
  const paths = useCases.flatMap(({ definition }) => {
    if (!("route" in definition)) return [];
    const [, first = "", ...deeper] = definition.route.split(" ")[1]?.split("/") ?? [];
    if (OWN.includes(first)) throw new Error(`${definition.route} begins as the console's own addresses do: choose another word than "${first}".`);
    return [deeper.length === 0 ? `/${first}` : `/${first}/*`];
  });
  return [...new Set(paths)].sort();
}

/**
 * The console: its files' place, its address, and what a browser is told there. The files are published by scripts/publish-console.ts: CDK's own
 * BucketDeployment would bring a Python function into the account with a managed policy, rights by wildcard and a role that our rules forbid.
 */
export class ConsoleStack extends Stack {
  constructor(app: App, core: CoreStack, useCases: readonly Discovered[]) {
    const { settings, signIn, api, live } = core;
    super(app, `Weft-${settings.stage}-Console`, { description: "Weft: the web console" });
    const signInPage = `https://${signIn.domain.domainName}.auth.${this.region}.amazoncognito.com`;
    const issuer = signIn.pool.userPoolProviderUrl;
    const pages = consoleFunction(
      this.toJsonString({ issuer, clientId: signIn.console.userPoolClientId, api: "", logoutUrl: `${signInPage}/logout`, liveHost: live.httpHost }),
    );
    const headers = new ConsoleHeaders(this, settings, [`https://cognito-idp.${this.region}.amazonaws.com`, signInPage]);
    const { bucket, distribution } = new ConsoleSite(this, {
      settings,
      headers,
      api: `${api.id}.execute-api.${this.region}.${this.urlSuffix}`,
      apiPaths: apiPathsOf(useCases),
      live: live.realtimeHost,
      pages,
    });
    for (const [id, value] of Object.entries({
      ConsoleUrl: settings.consoleUrl ?? `https://${distribution.distributionDomainName}`,
      ConsoleDomain: distribution.distributionDomainName,
      ConsoleBucket: bucket.bucketName,
    }))
      new CfnOutput(this, id, { value });
  }
}
