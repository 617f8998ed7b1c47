/** DynamoDB guide, "TransactWriteItems: idempotency": a token stands for ten minutes after its transaction completed. */
const tokenLifeMs = 10 * 60 * 1000;

/**
 * Remembers the tokens of transactions that took effect: a repeated call succeeds without writing, so it leaves no
 * second set of stream records.
 */
export function createTokenMemory(now: () => number = Date.now) {
  const expires = new Map<string, number>();
  return {
    has: (token: string): boolean => (expires.get(token) ?? 0) > now(),
    add(token: string): void {
      if (!expires.has(token)) expires.set(token, now() + tokenLifeMs);
      // A Map keeps the order of insertion, so the oldest come first.
      for (const [old, at] of expires) {
        if (at > now()) break;
        expires.delete(old);
      }
    },
  };
}
