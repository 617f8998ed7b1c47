import { randomBytes } from "node:crypto";
import type { Person } from "./issuer-person.ts";

/** One hour: as long as Cognito's managed login knows a browser again. */
const LIFETIME_MS = 3_600_000;
const COOKIE = "weft-local-session";
const ATTRIBUTES = "Path=/_local/issuer; HttpOnly; SameSite=Lax";

/** Who signed in, and when, in seconds. */
export type SignedIn = { readonly person: Person; readonly authTime: number };

/**
 * Browsers in which somebody signed in: they are not asked again, so that a page that was loaded anew goes on.
 * AWS source: Cognito Developer Guide, "Managed login" (the cookie of the sign-in page).
 */
export class Sessions {
  readonly #now: () => number;
  readonly #open = new Map<string, SignedIn & { readonly expires: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The `set-cookie` that begins a session. */
  begin(person: Person): { readonly signedIn: SignedIn; readonly cookie: string } {
    for (const [id, { expires }] of this.#open) if (expires <= this.#now()) this.#open.delete(id);
    const id = randomBytes(24).toString("base64url");
    const signedIn = { person, authTime: Math.floor(this.#now() / 1000) };
    this.#open.set(id, { ...signedIn, expires: this.#now() + LIFETIME_MS });
    return { signedIn, cookie: `${COOKIE}=${id}; ${ATTRIBUTES}` };
  }

  /** Who is signed in with these cookies (a request's `cookie` header). */
  of(cookies: string | undefined): SignedIn | null {
    const known = this.#open.get(idIn(cookies));
    return known === undefined || known.expires <= this.#now() ? null : known;
  }

  /** The `set-cookie` that ends a session. */
  end(cookies: string | undefined): string {
    this.#open.delete(idIn(cookies));
    return `${COOKIE}=; ${ATTRIBUTES}; Max-Age=0`;
  }
}

function idIn(cookies = ""): string {
  const found = cookies.split(/;\s*/).find((cookie) => cookie.startsWith(`${COOKIE}=`));
  return found?.slice(COOKIE.length + 1) ?? "";
}
