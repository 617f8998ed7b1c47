/** Names of this machine, as a browser writes them. */
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Whether people may be sent to this address: exactly as registered, or the same path on this machine, whatever its port (RFC 8252, section 7.3). */
export function isRegistered(registered: readonly string[], asked: string): boolean {
  if (registered.includes(asked)) return true;
  if (!URL.canParse(asked)) return false;
  const { protocol, hostname, pathname, search, hash, username, password } = new URL(asked);
  const isPlain = protocol === "http:" && LOOPBACK.includes(hostname) && [search, hash, username, password].every((part) => part === "");
  return isPlain && registered.some((allowed) => URL.canParse(allowed) && new URL(allowed).pathname === pathname);
}

/** The address with these parameters added; those without a value are left out. */
export function addressWith(address: string, parameters: Readonly<Record<string, string | null | undefined>>): string {
  const target = new URL(address);
  for (const [name, value] of Object.entries(parameters)) if (value != null) target.searchParams.set(name, value);
  return target.href;
}
