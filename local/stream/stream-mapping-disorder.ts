import type { StreamRecord } from "../table/table-door-stream-record.ts";

/** Swaps neighbours of different items: what AWS may do to the records of a transaction, and never to those of one item. */
export function interleaved(records: readonly StreamRecord[]): readonly StreamRecord[] {
  const shown = [...records];
  for (let at = 1; at < shown.length; at += 2) {
    const [left, right] = [shown[at - 1], shown[at]];
    if (left === undefined || right === undefined || JSON.stringify(left.dynamodb.Keys) === JSON.stringify(right.dynamodb.Keys)) continue;
    shown[at - 1] = right;
    shown[at] = left;
  }
  return shown;
}
