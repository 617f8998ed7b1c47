import { createHash, randomBytes } from "node:crypto";
import type { Grant } from "./issuer-claims.ts";
import { OAuthRefusal } from "./issuer-refusal.ts";

/** One minute: a browser comes back at once. Cognito gives five; nothing here may lean on the other four. */
const LIFETIME_MS = 60_000;

/** What an authorization code stands for, and what it is bound to. */
export type Authorized = {
  readonly grant: Grant;
  readonly redirectUri: string;
  /** S256 of the asker's verifier (RFC 7636); `null` where the client proves itself by a secret */
  readonly challenge: string | null;
  readonly nonce: string | null;
};
type Redeemed = { readonly clientId: string; readonly redirectUri: string; readonly verifier: string | null };

/** Authorization codes: each is good once, for a minute, for whom it was made (RFC 6749, section 4.1.2). */
export class Codes {
  readonly #now: () => number;
  readonly #open = new Map<string, Authorized & { readonly expires: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(authorized: Authorized): string {
    for (const [code, { expires }] of this.#open) if (expires <= this.#now()) this.#open.delete(code);
    const code = randomBytes(24).toString("base64url");
    this.#open.set(code, { ...authorized, expires: this.#now() + LIFETIME_MS });
    return code;
  }

  /** What the code stands for. Whoever presents it wrongly has used it up too. */
  redeem(code: string, { clientId, redirectUri, verifier }: Redeemed): Authorized {
    const known = this.#open.get(code);
    this.#open.delete(code);
    const isBound = known?.grant.clientId === clientId && known.redirectUri === redirectUri;
    if (known === undefined || !isBound || known.expires <= this.#now() || !proves(known.challenge, verifier)) throw new OAuthRefusal("invalid_grant");
    return known;
  }
}

function proves(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null) return verifier === null;
  return verifier !== null && createHash("sha256").update(verifier).digest("base64url") === challenge;
}
