/** One field or parameter that is wrong: a JSON pointer into the body, or the name of a parameter or header. */
export interface Fault {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly header?: string;
  readonly detail: string;
}

/** Ends a request with an answer for the caller: nothing was written, and the words are safe to show. */
export class CallerError extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: readonly Fault[];
  readonly headers: Readonly<Record<string, string>>;
  readonly facts: Readonly<Record<string, string | number | boolean | undefined>>;

  constructor(
    status: number,
    code: string,
    detail: string,
    more: { faults?: readonly Fault[]; headers?: Record<string, string>; facts?: Record<string, string | number | boolean | undefined> } = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.faults = more.faults ?? [];
    this.headers = more.headers ?? {};
    this.facts = more.facts ?? {};
  }
}

/** The table was not as the decision saw it: the whole use case is to run again. Never reaches a caller. */
export class DecideAgain extends Error {}

export const conflictRetryLater = () =>
  new CallerError(409, "conflict_retry_later", "Others are changing the same things right now. Nothing was written; send the request again.", {
    headers: { "retry-after": "1" },
  });
export const temporarilyUnavailable = () =>
  new CallerError(503, "temporarily_unavailable", "The table is busier than it may be. Nothing was written; send the request again.", {
    headers: { "retry-after": "2" },
  });

const BUSY = new Set(["ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded", "TransactionInProgressException"]);
/** The table turned a call away for now: nothing is wrong with the call. */
export const isBusy = (error: unknown): boolean => error instanceof Error && BUSY.has(error.name);
