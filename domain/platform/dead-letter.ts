import * as z from "zod";
import { DeadLetterDismissed } from "../../events/platform/dead-letter-dismissed.ts";
import { DeadLetterReceived } from "../../events/platform/dead-letter-received.ts";
import { DeadLetterRedriven } from "../../events/platform/dead-letter-redriven.ts";
import { revise } from "../kernel/collection.ts";
import { type Refusals, accept, create, refuse, replace } from "../kernel/decision.ts";
import { DeadLetterId, type Moment } from "../kernel/values.ts";
import { DeadLetter, DeadLetters } from "./dead-letter.table.ts";

export const DeadLetterView = DeadLetter.omit({ messageId: true }).meta({ id: "DeadLetter" });
export const RedriveDeadLetter = z.strictObject({ id: DeadLetterId });
export const DismissDeadLetter = z.strictObject({ id: DeadLetterId, reason: DeadLetter.shape.reason.unwrap() });
export const waitingRefusals = { not_waiting: "conflict" } as const satisfies Refusals;

export const viewOfDeadLetter = ({ messageId: _messageId, ...shown }: DeadLetter): z.input<typeof DeadLetterView> => shown;

/** What the queue tells of a message that it gave up. */
export type GivenUp = Pick<DeadLetter, "useCase" | "factId" | "factContext" | "factName" | "occurredAt" | "subject" | "correlationId" | "messageId">;

export const deadLetterIdOf = ({ factId, useCase }: Pick<GivenUp, "factId" | "useCase">): DeadLetterId =>
  DeadLetterId.parse(`${factId}.${useCase.replace("/", ".")}`);

/** A fact is given up, for the first time or again. The same message told twice changes nothing. */
export function receiveDeadLetter(known: DeadLetter | undefined, given: GivenUp, { at }: Moment) {
  if (known?.messageId === given.messageId) return accept(known, []);
  const letter: DeadLetter =
    known === undefined
      ? { id: deadLetterIdOf(given), version: 1, status: "waiting", ...given, receivedAt: at, times: 1 }
      : revise(known, { status: "waiting", messageId: given.messageId, receivedAt: at, times: known.times + 1 });
  const { id, useCase, factId, factContext, factName, occurredAt, subject, times } = letter;
  const fact = DeadLetterReceived.of({ deadLetterId: id, useCase, factId, factContext, factName, occurredAt, subject, times });
  return accept(letter, [known === undefined ? create(DeadLetters, letter) : replace(DeadLetters, letter)], [fact]);
}

/** Once the cause is mended. Publishing the fact again makes up for what did not happen; whoever worked on it before does nothing. */
export function redriveDeadLetter(letter: DeadLetter, { at }: Moment) {
  if (letter.status !== "waiting") return notWaiting(letter);
  const redriven: DeadLetter = revise(letter, { status: "redriven", redrivenAt: at });
  const { id, useCase, factId, occurredAt } = redriven;
  return accept(viewOfDeadLetter(redriven), [replace(DeadLetters, redriven)], [DeadLetterRedriven.of({ deadLetterId: id, useCase, factId, occurredAt })]);
}

/** What was made up for by hand, or need not happen any more. */
export function dismissDeadLetter(letter: DeadLetter, reason: string, { at }: Moment) {
  if (letter.status !== "waiting") return notWaiting(letter);
  const dismissed: DeadLetter = revise(letter, { status: "dismissed", dismissedAt: at, reason });
  const { id, useCase, factId } = dismissed;
  return accept(viewOfDeadLetter(dismissed), [replace(DeadLetters, dismissed)], [DeadLetterDismissed.of({ deadLetterId: id, useCase, factId })]);
}

const notWaiting = ({ status }: DeadLetter) => refuse("not_waiting", { detail: `This one was ${status} already.` });
