import { record, text } from "../contract/json.ts";

/** GET /console.json: where to sign in and where the API is. */
export interface Settings {
  readonly issuer: string;
  readonly clientId: string;
  /** "" where the API has the console's own origin. */
  readonly api: string;
  /** Where the issuer's own discovery names no end of session: the page that signs out. */
  readonly logoutUrl?: string;
  /** Whom a listener's authorisation is made out for; "" where facts are not announced. */
  readonly liveHost: string;
  /** The local runtime serves the page. */
  readonly isLocal: boolean;
}

export async function readSettings(): Promise<Settings> {
  const answer = await fetch("/console.json", { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`/console.json answered ${answer.status}`);
  const given = record(await answer.json());
  const [issuer, clientId, logoutUrl] = [text(given.issuer), text(given.clientId), text(given.logoutUrl)];
  if (issuer === "" || clientId === "") throw new Error("/console.json names no issuer or client");
  return { issuer, clientId, api: text(given.api), liveHost: text(given.liveHost), isLocal: given.isLocal === true, ...(logoutUrl !== "" && { logoutUrl }) };
}
