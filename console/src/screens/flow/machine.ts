import { list, record, text } from "../../contract/json.ts";

export interface QueueStanding {
  readonly name: string;
  readonly isDeadLetters: boolean;
  readonly waiting: number;
  readonly inFlight: number;
}
export interface Cost {
  readonly useCase: string;
  readonly calls: number;
  readonly usdPerMillion: number;
  /** What the calls so far would have cost on AWS. */
  readonly usd: number;
}

/** What the local runtime says of its queues: those with something in them, dead letters first. */
export const queuesOf = (state: unknown): QueueStanding[] =>
  list(record(state).queues)
    .map(record)
    .map(({ name, deadLetters, visible, inFlight, delayed }) => ({
      name: text(name),
      isDeadLetters: deadLetters === true,
      waiting: Number(visible ?? 0) + Number(delayed ?? 0),
      inFlight: Number(inFlight ?? 0),
    }))
    .filter(({ waiting, inFlight }) => waiting + inFlight > 0)
    .sort((one, other) => Number(other.isDeadLetters) - Number(one.isDeadLetters) || one.name.localeCompare(other.name));

/** What each use case has cost since the runtime began, the dearest first. */
export const costsOf = (state: unknown): Cost[] =>
  list(record(state).costs)
    .map(record)
    .map(({ functionName, calls, usdPerMillionCalls }) => {
      const [count, usdPerMillion] = [Number(calls ?? 0), Number(usdPerMillionCalls ?? 0)];
      return { useCase: text(functionName), calls: count, usdPerMillion, usd: (count * usdPerMillion) / 1e6 };
    })
    .sort((one, other) => other.usd - one.usd);
