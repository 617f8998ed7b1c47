/** An export comes in parts of up to a thousand things, each with the header line: as one file it has it once. */
export function joined(parts: readonly string[]): string {
  return parts.map((part, index) => (index === 0 ? part : part.slice(part.indexOf("\n") + 1))).join("");
}

/** Where the next part is, from the Link header (RFC 8288): its query. */
export function nextOf(link: string | null): Record<string, string> | undefined {
  const target = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? "")?.[1];
  return target === undefined ? undefined : Object.fromEntries(new URLSearchParams(target.slice(target.indexOf("?") + 1)));
}
