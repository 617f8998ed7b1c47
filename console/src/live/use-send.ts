import { useMutation, useQueryClient } from "@tanstack/react-query";
import { isOpen } from "../contract/problem.ts";
import { refresh } from "../contract/refresh.ts";
import { answered, keyFor, unanswered } from "../form/unanswered.ts";
import { useWork, type Work } from "../session/session-context.ts";

interface Command {
  readonly method: "POST" | "PATCH";
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The version the person saw: whoever was faster is not written over. */
  readonly ifMatch?: string;
  /** Where one path takes commands about many things: which. Each then has a key of its own. */
  readonly about?: string;
}

const whatOf = ({ tenant, subject }: Work["claims"], method: string, path: string): string => `${tenant} ${subject} ${method} ${path}`;

/** The body of a command that was sent and never answered, if there is one: a form begins with it again. */
export function useUnanswered(method: Command["method"], path: string): unknown {
  const { claims } = useWork();
  return unanswered(sessionStorage, whatOf(claims, method, path))?.body;
}

/** Sends a command of a hand-made screen. Its Idempotency-Key is made before and kept until an answer came, also over a reload: pressed again, it counts once. */
export function useSend() {
  const { client, claims } = useWork();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ method, path, body, ifMatch, about }: Command) => {
      const what = whatOf(claims, method, about === undefined ? path : `${path} ${about}`);
      const key = keyFor(sessionStorage, what, body, () => crypto.randomUUID());
      try {
        const answer = await client.ask({ method, path, body, headers: { "idempotency-key": key, ...(ifMatch !== undefined && { "if-match": ifMatch }) } });
        answered(sessionStorage, what);
        return answer;
      } catch (problem) {
        if (!isOpen(problem)) answered(sessionStorage, what);
        throw problem;
      }
    },
    onSettled: () => refresh(queries),
  });
}
