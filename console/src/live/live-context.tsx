import { type Query, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { useWork } from "../session/session-context.ts";
import { type Announced, Announcements } from "./announcements.ts";
import { paced } from "./paced.ts";

/** A fact as a page heard of it: `at` its own clock. */
export interface Heard extends Announced {
  readonly at: number;
}
const LiveContext = createContext<{ readonly isLive: boolean; readonly heard: readonly Heard[] }>({ isLive: false, heard: [] });
/** Whether facts are heard of at once. Otherwise pages look for themselves every few seconds. */
export const useIsLive = (): boolean => useContext(LiveContext).isLive;
/** The last facts that were heard of, the latest first. */
export const useHeard = (): readonly Heard[] => useContext(LiveContext).heard;
const MOST_HEARD = 40;

/** What a fact changes in its own context is there already; other contexts hear of it within a second or two. */
const OTHERS_AFTER = 1_500;
/**
 * Many facts in a row are looked at together, and the longer they go on the less often, so that those who watch a busy company do not keep it from its work:
 * first for what the facts' own contexts say, then for what the others made of them.
 */
const OWN = { after: 150, every: 700, most: 5_000 };
const OTHERS = { after: OTHERS_AFTER, every: 5_000, most: 20_000 };

/**
 * Listens for as long as the tab is seen, and has what is on the page read again when a fact concerns it. A page that is heard of less often than it
 * should be still looks for itself; see {@link useIsLive}.
 */
export function LiveProvider({
  liveHost,
  token,
  children,
}: {
  readonly liveHost: string;
  readonly token: () => Promise<string | undefined>;
  readonly children: ReactNode;
}) {
  const { claims } = useWork();
  const queries = useQueryClient();
  const [isLive, setIsLive] = useState(false);
  const [heard, setHeard] = useState<readonly Heard[]>([]);
  const contexts = [...claims.scopes].flatMap((scope) => /^weft\/(\w+):read$/.exec(scope)?.[1] ?? []);
  const channels = contexts.map((context) => `/facts/${claims.tenant}/${context}`).join();
  useEffect(() => {
    if (liveHost === "" || channels === "") return undefined;
    let news: Announced[] = [];
    const look = paced(() => {
      const facts = news;
      news = [];
      void queries.invalidateQueries({ predicate: (query) => concerns(query, facts) });
    }, OWN);
    const lookAtOthers = paced(() => void queries.invalidateQueries(), OTHERS);
    const announcements = new Announcements({
      url: `${location.origin.replace(/^http/, "ws")}/event/realtime`,
      host: liveHost,
      channels: channels.split(","),
      token,
      heard: (facts) => {
        news.push(...facts);
        const at = Date.now();
        setHeard((before) => [...facts.map((fact) => ({ ...fact, at })).toReversed(), ...before].slice(0, MOST_HEARD));
        look.soon();
        lookAtOthers.soon();
      },
      listening: (isListening) => {
        setIsLive(isListening);
        if (isListening) void queries.invalidateQueries();
      },
    });
    const follow = () => (document.visibilityState === "visible" && navigator.onLine ? announcements.start() : announcements.stop());
    follow();
    document.addEventListener("visibilitychange", follow);
    addEventListener("online", follow);
    addEventListener("offline", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      removeEventListener("online", follow);
      removeEventListener("offline", follow);
      announcements.stop();
      look.stop();
      lookAtOthers.stop();
    };
  }, [liveHost, channels, token, queries]);
  const told = useMemo(() => ({ isLive, heard }), [isLive, heard]);
  return <LiveContext value={told}>{children}</LiveContext>;
}

/** A query of the fact's own context, or one in whose answer its subject stands. Names are those of the query keys: "/sales/orders", "sales/orders". */
function concerns({ queryKey: [, name = ""], state }: Query, facts: readonly Announced[]): boolean {
  const [context] = String(name).replace(/^\//, "").split("/");
  if (facts.some((fact) => fact.context === context)) return true;
  const shown = JSON.stringify(state.data ?? null);
  return facts.some(({ subject }) => shown.includes(subject));
}
