/** An error code of RFC 6749 (sections 4.1.2.1 and 5.2) or of OpenID Connect Core (section 3.1.2.6). */
type RefusalCode =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_scope"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_response_type"
  | "login_required";

/** What an OAuth 2.0 client is told. Why a grant is not good is not said: whoever guesses learns nothing. */
export class OAuthRefusal extends Error {
  override name = "OAuthRefusal";
  readonly code: RefusalCode;
  readonly description: string | undefined;

  constructor(code: RefusalCode, description?: string) {
    super(description ?? code);
    this.code = code;
    this.description = description;
  }
}
