import { createContext, useContext } from "react";
import type { ApiClient } from "../contract/api-client.ts";
import type { Contract } from "../contract/contract.ts";
import type { Resource } from "../contract/resources.ts";
import type { Claims } from "./scopes.ts";

/** What every page works with: the contract, who is signed in, and what that person may use of it. */
export interface Work {
  readonly contract: Contract;
  readonly client: ApiClient;
  readonly claims: Claims;
  readonly resources: readonly Resource[];
  /** Whether the page comes from the local runtime, whose own doors stand under /_local/. */
  readonly isLocal: boolean;
  readonly signOut: () => Promise<void>;
}

export const WorkContext = createContext<Work | undefined>(undefined);

export function useWork(): Work {
  const work = useContext(WorkContext);
  if (work === undefined) throw new Error("no page is drawn before somebody is signed in");
  return work;
}

export const useResource = (name: string): Resource | undefined => useWork().resources.find((resource) => resource.name === name);
