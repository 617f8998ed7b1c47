import type { HttpApiModel, ThrottleModel } from "../assembly/assembly-model.ts";

/**
 * Token buckets of a stage: one for all routes without settings of their own, one for each route with some.
 * AWS source: API Gateway Developer Guide, "Throttle requests to your HTTP APIs" (token bucket; rate and burst).
 */
export function throttle(
  api: Pick<HttpApiModel, "throttle" | "routeThrottles">,
  now: () => number = performance.now.bind(performance),
): (routeKey: string) => boolean {
  const stage = api.throttle === null ? null : bucket(api.throttle, now);
  const routes = new Map(Object.entries(api.routeThrottles).map(([key, limit]) => [key, bucket(limit, now)]));
  return (routeKey) => (routes.get(routeKey) ?? stage)?.() ?? true;
}

function bucket({ rateLimit, burstLimit }: ThrottleModel, now: () => number): () => boolean {
  let tokens = burstLimit;
  let last = now();
  return () => {
    const at = now();
    tokens = Math.min(burstLimit, tokens + ((at - last) / 1000) * rateLimit);
    last = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
