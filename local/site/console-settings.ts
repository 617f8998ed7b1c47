import type { IncomingMessage } from "node:http";
import * as z from "zod";
import type { UserPoolModel } from "../assembly/assembly-model.ts";
import { isLoopback } from "../loopback.ts";
import { ISSUER_PATH } from "../issuer/issuer-door.ts";

const Settings = z.looseObject({ issuer: z.string() });

/**
 * /console.json as the template says it, but for who signs people in: on this machine that is the local issuer, at the name the browser used, and
 * its discovery names the page that signs out. `isLocal` tells pages that the doors under `/_local/` are there.
 */
export function consoleSettings(pool: UserPoolModel | undefined, url: string): (uri: string, body: string, request: IncomingMessage) => string {
  return (uri, body, { headers: { host = "" } }) => {
    if (uri !== "/console.json") return body;
    const { logoutUrl: _elsewhere, ...settings } = Settings.parse(JSON.parse(body));
    if (settings.issuer !== pool?.issuer) return body;
    return JSON.stringify({ ...settings, isLocal: true, issuer: `${isLoopback(host) ? `http://${host}` : url}${ISSUER_PATH}` });
  };
}
