/** Every right there is: reading and changing, for each context. Closed: a scope that is not here can neither be asked for nor granted. */
export const scopes = [
  "sales:read",
  "sales:write",
  "catalog:read",
  "catalog:write",
  "inventory:read",
  "inventory:write",
  "finance:read",
  "finance:write",
  "purchasing:read",
  "purchasing:write",
  "platform:read",
  "platform:write",
] as const;
export type Scope = (typeof scopes)[number];

/**
 * What each role may do; nothing that is not named. Who sells may not change prices or books, who keeps the books may not move goods, sell or buy:
 * the duties that fraud needs together stay apart. An auditor sees everything and changes nothing.
 */
export const roles = {
  sales: ["sales:read", "sales:write", "catalog:read", "inventory:read"],
  inventory: ["inventory:read", "inventory:write", "catalog:read", "catalog:write", "purchasing:read"],
  finance: ["finance:read", "finance:write", "sales:read", "catalog:read", "inventory:read", "purchasing:read"],
  purchasing: ["purchasing:read", "purchasing:write", "catalog:read", "inventory:read"],
  admin: scopes,
  auditor: ["sales:read", "catalog:read", "inventory:read", "finance:read", "purchasing:read", "platform:read"],
} as const satisfies Readonly<Record<string, readonly Scope[]>>;

const held: ReadonlyMap<string, readonly Scope[]> = new Map(Object.entries(roles));

/** The scopes of all these roles together, each once and in a fixed order. A role that does not exist gives nothing. */
export function scopesOf(of: readonly string[]): Scope[] {
  const granted = new Set(of.flatMap((role) => held.get(role) ?? []));
  return scopes.filter((scope) => granted.has(scope));
}
