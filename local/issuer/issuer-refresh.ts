import { randomBytes } from "node:crypto";
import type { UserPoolClientModel } from "../assembly/assembly-model.ts";
import type { Grant } from "./issuer-claims.ts";
import { OAuthRefusal } from "./issuer-refusal.ts";

/** `ends` is when the person must sign in again; `expires` is when this token is worth nothing any more. */
type Held = { readonly grant: Grant; readonly ends: number; readonly expires: number };

/**
 * Refresh tokens, as long-lived as the app client says. Where it rotates them, each use gives a new one for what is left of the time,
 * and the old one is good for a moment more only: for whoever lost the answer.
 * AWS source: Cognito Developer Guide, "Refresh tokens" (refresh token rotation).
 */
export class RefreshTokens {
  readonly #now: () => number;
  readonly #held = new Map<string, Held>();

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(grant: Grant, { refreshSeconds }: Pick<UserPoolClientModel, "refreshSeconds">): string {
    for (const [token, { expires }] of this.#held) if (expires <= this.#now()) this.#held.delete(token);
    const ends = this.#now() + refreshSeconds * 1000;
    return this.#hold({ grant, ends, expires: ends });
  }

  /** What the token stands for, and the one that takes its place where there is one. */
  use(token: string, client: Pick<UserPoolClientModel, "clientId" | "rotationGraceSeconds">): { readonly grant: Grant; readonly next: string | null } {
    const known = this.#held.get(token);
    if (known === undefined || known.grant.clientId !== client.clientId || known.expires <= this.#now()) throw new OAuthRefusal("invalid_grant");
    if (client.rotationGraceSeconds === null) return { grant: known.grant, next: null };
    this.#held.set(token, { ...known, expires: Math.min(known.expires, this.#now() + client.rotationGraceSeconds * 1000) });
    return { grant: known.grant, next: this.#hold({ ...known, expires: known.ends }) };
  }

  #hold(held: Held): string {
    const token = randomBytes(32).toString("base64url");
    this.#held.set(token, held);
    return token;
  }
}
