import type { Contract, Operation } from "../contract/contract.ts";
import { record, text } from "../contract/json.ts";
import { type Resource, resourcesOf } from "../contract/resources.ts";

/** What is read from an access token to show what its holder may do. Nothing is decided by it: the API checks the signature and the scopes itself. */
export interface Claims {
  readonly subject: string;
  readonly username: string;
  readonly tenant: string;
  readonly roles: string;
  readonly scopes: ReadonlySet<string>;
}

export function claimsOf(accessToken: string): Claims {
  const [, body = ""] = accessToken.split(".");
  const claims = record(decoded(body));
  return {
    subject: text(claims.sub),
    username: text(claims.username) || text(claims.sub),
    tenant: text(claims.tenant),
    roles: text(claims.roles),
    scopes: new Set(text(claims.scope).split(" ").filter(Boolean)),
  };
}

function decoded(part: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

export const mayUse = ({ scopes }: Pick<Claims, "scopes">, { scope }: Operation): boolean => scope === undefined || scopes.has(scope);

/** The resources as far as a person may use them; one of which nothing may be used is not there. */
export function allowedResources(contract: Contract, claims: Pick<Claims, "scopes">): Resource[] {
  const may = (operation: Operation | undefined): boolean => operation !== undefined && mayUse(claims, operation);
  return resourcesOf(contract).flatMap(({ list, report, detail, create, revise, actions, subLists, ...rest }) => {
    const resource: Resource = {
      ...rest,
      ...(list !== undefined && may(list) && { list }),
      ...(report !== undefined && may(report) && { report }),
      ...(detail !== undefined && may(detail.operation) && { detail }),
      ...(create !== undefined && may(create) && { create }),
      ...(revise !== undefined && may(revise.operation) && { revise }),
      actions: actions.filter(({ operation }) => may(operation)),
      subLists: subLists.filter(({ operation }) => may(operation)),
    };
    return resource.list === undefined && resource.report === undefined && resource.detail === undefined && resource.create === undefined ? [] : [resource];
  });
}
