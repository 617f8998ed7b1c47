import * as z from "zod";
import type { ClientProof, Issuer, Tokens } from "./issuer.ts";
import { SignInRefused } from "./issuer-claims.ts";
import { OAuthRefusal } from "./issuer-refusal.ts";

/**
 * The token endpoint. Throws `OAuthRefusal` (RFC 6749, section 5.2).
 * AWS source: Cognito Developer Guide, "The token issuer endpoint".
 */
export async function tokenAnswer(issuer: Issuer, form: URLSearchParams, authorization: string | undefined): Promise<Tokens> {
  const proof = proofOf(form, authorization);
  try {
    switch (form.get("grant_type")) {
      case "authorization_code":
        return await issuer.exchangeCode(form.get("code") ?? "", proof, form.get("redirect_uri") ?? "", form.get("code_verifier"));
      case "refresh_token":
        return await issuer.refresh(form.get("refresh_token") ?? "", proof);
      case "client_credentials":
        return await issuer.clientCredentials(proof, form.get("scope") ?? "", metadataOf(form.get("aws_client_metadata")));
      case null:
        throw new OAuthRefusal("invalid_request", "grant_type is missing");
      default:
        throw new OAuthRefusal("unsupported_grant_type");
    }
  } catch (thrown) {
    // The pool's own function said no.
    throw thrown instanceof SignInRefused ? new OAuthRefusal("invalid_grant", thrown.message) : thrown;
  }
}

/** `client_secret_basic` or `client_secret_post`; a public client names itself in the body. */
function proofOf(form: URLSearchParams, authorization: string | undefined): ClientProof {
  const basic = /^Basic (.+)$/i.exec(authorization ?? "")?.[1];
  if (basic === undefined) return { clientId: form.get("client_id") ?? "", secret: form.get("client_secret") ?? "" };
  const [clientId = "", secret = ""] = Buffer.from(basic, "base64").toString().split(":");
  return { clientId, secret };
}

function metadataOf(written: string | null): Record<string, string> | undefined {
  if (written === null) return undefined;
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(written));
  } catch {
    throw new OAuthRefusal("invalid_request", "aws_client_metadata must be a JSON object of texts");
  }
}
