import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { contract } from "virtual:contract";
import { ApiClient } from "./contract/api-client.ts";
import { isOpen } from "./contract/problem.ts";
import { beginLanguages } from "./i18n/i18n.ts";
import { LiveProvider } from "./live/live-context.tsx";
import { allowedResources, claimsOf } from "./session/scopes.ts";
import { Session } from "./session/session.ts";
import { WorkContext } from "./session/session-context.ts";
import { readSettings } from "./session/settings.ts";
import { SignInPage } from "./session/sign-in-page.tsx";
import { Theme } from "./shell/app.tsx";
import { router } from "./shell/routes.tsx";
import "./mantine.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./console.css";

const queries = new QueryClient({
  defaultOptions: {
    // What is not answered is tried again a little; a refusal stays one. A query without network fails and says so, it does not wait in silence.
    // Once it is back, what was missed is asked for.
    queries: { staleTime: 10_000, networkMode: "always", refetchOnReconnect: "always", retry: (count, problem) => count < 2 && isOpen(problem) },
    mutations: { networkMode: "always", retry: false },
  },
});

async function begin(): Promise<ReactNode> {
  const settings = await readSettings();
  const session = new Session(settings);
  const signIn = () => session.signIn();
  try {
    const token = await session.resume();
    if (token === undefined) return <SignInPage signIn={signIn} />;
    const claims = claimsOf(token);
    const client = new ApiClient(settings.api, session.token);
    return (
      <WorkContext
        value={{ contract, client, claims, resources: allowedResources(contract, claims), isLocal: settings.isLocal, signOut: () => session.signOut() }}
      >
        <LiveProvider liveHost={settings.liveHost} token={freshToken(session)}>
          <RouterProvider router={router} />
        </LiveProvider>
      </WorkContext>
    );
  } catch (problem) {
    return <SignInPage signIn={signIn} problem={problem instanceof Error ? problem.message : String(problem)} />;
  }
}

/** What a listener shows of its person: a token that still holds. */
const freshToken = (session: Session) => () => session.token(false);

const place = document.getElementById("root");
if (place !== null) {
  await beginLanguages();
  const page = await begin().catch((problem: unknown) => <SignInPage problem={problem instanceof Error ? problem.message : String(problem)} />);
  createRoot(place).render(
    <StrictMode>
      <Theme>
        <QueryClientProvider client={queries}>
          <Notifications position="bottom-right" />
          {page}
        </QueryClientProvider>
      </Theme>
    </StrictMode>,
  );
}
