import { createHash } from "node:crypto";

/** Someone who can sign in on this machine: one for each role, in whatever tenant is asked for. */
export type Person = { readonly sub: string; readonly username: string; readonly tenant: string; readonly roles: readonly string[] };

/** The same tenant and roles are always the same person, so that what they own is theirs after a restart too. */
export function personOf(tenant: string, roles: readonly string[]): Person {
  const sub = uuidOf(`${tenant}/${roles.join(" ")}`);
  return { sub, username: `${roles.join("-") || "nobody"}.${tenant}`, tenant, roles };
}

/** A stable UUID (version 8: custom content, RFC 9562). */
function uuidOf(seed: string): string {
  const hex = createHash("sha256").update(seed).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
