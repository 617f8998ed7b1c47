import type { UserPoolClientModel } from "../assembly/assembly-model.ts";
import type { GatewayResponse } from "../gateway/gateway-response.ts";
import type { Issuer } from "./issuer.ts";
import { addressWith, isRegistered } from "./issuer-address.ts";
import { htmlAnswer, noticePage, signInPage } from "./issuer-page.ts";
import { personOf } from "./issuer-person.ts";
import { OAuthRefusal } from "./issuer-refusal.ts";
import type { SignedIn } from "./issuer-sessions.ts";

/** As the tenants of the product are named. */
const TENANT = /^(?=.*[a-z])[a-z0-9][a-z0-9-]{1,31}$/;
type Asker = { readonly client: UserPoolClientModel; readonly redirectUri: string };

/**
 * The authorize endpoint: asks who signs in unless the browser's session says so, and sends the browser back with a code.
 * An address that is not registered gets no redirect: it would hand the code to a stranger.
 * AWS source: Cognito Developer Guide, "Authorize endpoint"; RFC 6749, section 4.1.
 */
export function authorize(issuer: Issuer, asked: URLSearchParams, cookies: string | undefined): GatewayResponse {
  const asker = askerOf(issuer, asked);
  if (asker === null) return stranger();
  return redirectingRefusals(asked, asker, () => {
    checkRequest(asked, asker);
    const signedIn = asked.get("prompt") === "login" ? null : issuer.sessions.of(cookies);
    if (signedIn !== null) return sentBack(issuer, asked, asker, signedIn);
    if (asked.get("prompt") === "none") throw new OAuthRefusal("login_required");
    return htmlAnswer(200, signInPage(issuer.pool, asked));
  });
}

/** What the sign-in page sends: the same request, and who was chosen. */
export function signIn(issuer: Issuer, form: URLSearchParams): GatewayResponse {
  const asker = askerOf(issuer, form);
  if (asker === null) return stranger();
  return redirectingRefusals(form, asker, () => {
    checkRequest(form, asker);
    const [tenant, role] = [form.get("local_tenant") ?? "", form.get("local_role") ?? ""];
    if (!TENANT.test(tenant) || !issuer.pool.groups.includes(role))
      return htmlAnswer(400, noticePage("Nobody was chosen", "A tenant has 2 to 32 small letters, digits or dashes; a role is one of those listed."));
    const { signedIn, cookie } = issuer.sessions.begin(personOf(tenant, [role]));
    return sentBack(issuer, form, asker, signedIn, cookie);
  });
}

/**
 * Ends the browser's session and sends it where the client registered.
 * AWS source: Cognito Developer Guide, "Logout endpoint"; parameters also as in OpenID Connect RP-Initiated Logout 1.0.
 */
export function signOut(issuer: Issuer, asked: URLSearchParams, cookies: string | undefined): GatewayResponse {
  const cookie = issuer.sessions.end(cookies);
  const to = asked.get("logout_uri") ?? asked.get("post_logout_redirect_uri");
  if (to === null) return htmlAnswer(200, noticePage("Signed out", "You may close this page."), { "set-cookie": cookie });
  const clientId = asked.get("client_id");
  const clients = issuer.pool.clients.filter((client) => clientId === null || client.clientId === clientId);
  if (!clients.some(({ logoutUrls }) => isRegistered(logoutUrls, to))) return { ...stranger(), headers: { ...stranger().headers, "set-cookie": cookie } };
  return { status: 302, headers: { location: addressWith(to, { state: asked.get("state") }), "cache-control": "no-store", "set-cookie": cookie }, body: "" };
}

function askerOf(issuer: Issuer, asked: URLSearchParams): Asker | null {
  const client = issuer.client(asked.get("client_id") ?? "");
  const redirectUri = asked.get("redirect_uri") ?? "";
  return client !== undefined && isRegistered(client.callbackUrls, redirectUri) ? { client, redirectUri } : null;
}

const stranger = (): GatewayResponse =>
  htmlAnswer(
    400,
    noticePage("Nobody can sign in from there", "The client_id is unknown to the user pool, or the address to go back to is not registered for it."),
  );

/** Stricter than Cognito in one thing: a client without a secret must bind its codes by PKCE (RFC 9700, section 2.1.1). */
function checkRequest(asked: URLSearchParams, { client }: Asker): void {
  if (asked.get("response_type") !== "code") throw new OAuthRefusal("unsupported_response_type", "response_type must be code");
  if (!client.flows.includes("code")) throw new OAuthRefusal("unauthorized_client");
  const challenge = asked.get("code_challenge");
  if (challenge === null && client.secret === null) throw new OAuthRefusal("invalid_request", "code_challenge is missing");
  if (challenge !== null && asked.get("code_challenge_method") !== "S256") throw new OAuthRefusal("invalid_request", "code_challenge_method must be S256");
}

function redirectingRefusals(asked: URLSearchParams, { redirectUri }: Asker, work: () => GatewayResponse): GatewayResponse {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof OAuthRefusal)) throw thrown;
    return back(redirectUri, { error: thrown.code, error_description: thrown.description, state: asked.get("state") });
  }
}

function sentBack(issuer: Issuer, asked: URLSearchParams, { client, redirectUri }: Asker, { person, authTime }: SignedIn, cookie?: string): GatewayResponse {
  const code = issuer.codes.issue({
    grant: {
      triggerSource: "TokenGeneration_HostedAuth",
      clientId: client.clientId,
      person,
      scopes: (asked.get("scope") ?? "openid").split(" ").filter((one) => one !== ""),
      authTime,
    },
    redirectUri,
    challenge: asked.get("code_challenge"),
    nonce: asked.get("nonce"),
  });
  const response = back(redirectUri, { code, state: asked.get("state") });
  return cookie === undefined ? response : { ...response, headers: { ...response.headers, "set-cookie": cookie } };
}

/** 303: what was posted to the issuer is not posted to the client. */
const back = (redirectUri: string, parameters: Readonly<Record<string, string | null | undefined>>): GatewayResponse => ({
  status: 303,
  headers: { location: addressWith(redirectUri, parameters), "cache-control": "no-store" },
  body: "",
});
