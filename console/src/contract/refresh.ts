import type { QueryClient } from "@tanstack/react-query";

/** Facts travel to other contexts within a second or two: what they change is read again when they should have arrived. */
const LOOKS = [0, 1_500, 4_000];

/** After a command everything that is shown may have changed. */
export function refresh(queries: QueryClient): void {
  for (const after of LOOKS) setTimeout(() => void queries.invalidateQueries(), after);
}
