import { InMemoryWebStorage, UserManager, WebStorageStateStore } from "oidc-client-ts";
import { record, text } from "../contract/json.ts";
import { forgetAll } from "../form/unanswered.ts";
import type { Settings } from "./settings.ts";

const CALLBACK = "/signed-in";
/** Says that this tab was signed in, not by whom: a reload then goes straight to the issuer, which knows the person still. */
const WAS_SIGNED_IN = "weft.was-signed-in";

/** OpenID Connect, authorization code with PKCE. Tokens live in memory only; what a redirect must outlive (the verifier) is in the tab's storage. */
export class Session {
  readonly #manager: UserManager;
  readonly #settings: Settings;
  #renewal: Promise<string | undefined> | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#manager = new UserManager({
      authority: settings.issuer,
      client_id: settings.clientId,
      redirect_uri: `${location.origin}${CALLBACK}`,
      post_logout_redirect_uri: `${location.origin}/`,
      response_type: "code",
      // A person's scopes follow from the roles, whatever is asked for.
      scope: "openid",
      userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
      stateStore: new WebStorageStateStore({ store: sessionStorage }),
      automaticSilentRenew: true,
      monitorSession: false,
      loadUserInfo: false,
    });
  }

  /** The access token, where somebody is signed in; ends a sign-in that has just come back. Refused sign-ins are thrown. */
  async resume(): Promise<string | undefined> {
    if (location.pathname === CALLBACK) {
      try {
        const user = await this.#manager.signinRedirectCallback();
        sessionStorage.setItem(WAS_SIGNED_IN, "yes");
        const to = text(record(user.state).returnTo);
        // Only a place of this origin: "//elsewhere" is none.
        history.replaceState(null, "", /^\/(?!\/)/.test(to) ? to : "/");
        return user.access_token;
      } catch (problem) {
        sessionStorage.removeItem(WAS_SIGNED_IN);
        history.replaceState(null, "", "/");
        throw problem;
      }
    }
    if (sessionStorage.getItem(WAS_SIGNED_IN) === null) return undefined;
    sessionStorage.removeItem(WAS_SIGNED_IN);
    await this.signIn();
    return new Promise(() => {});
  }

  /** Leaves the page; what is open now is open again afterwards. */
  async signIn(): Promise<void> {
    await this.#manager.signinRedirect({ state: { returnTo: location.pathname + location.search } });
  }

  async signOut(): Promise<void> {
    sessionStorage.removeItem(WAS_SIGNED_IN);
    forgetAll(sessionStorage);
    const { logoutUrl, clientId } = this.#settings;
    if (logoutUrl === undefined) return this.#manager.signoutRedirect();
    await this.#manager.removeUser();
    location.assign(`${logoutUrl}?${new URLSearchParams({ client_id: clientId, logout_uri: `${location.origin}/` }).toString()}`);
  }

  readonly token = async (renew: boolean): Promise<string | undefined> => {
    const user = await this.#manager.getUser();
    if (user !== null && !renew && user.expired !== true) return user.access_token;
    // Many requests may find the token run out at once: one renewal serves them all, since a refresh token may be used only once.
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  };

  async #renew(): Promise<string | undefined> {
    const user = await this.#manager.signinSilent().catch(() => null);
    if (user !== null) return user.access_token;
    sessionStorage.removeItem(WAS_SIGNED_IN);
    await this.signIn();
    return undefined;
  }
}
