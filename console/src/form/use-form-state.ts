import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schema } from "../contract/contract.ts";
import { record, text } from "../contract/json.ts";
import { Problem } from "../contract/problem.ts";
import { useNames } from "../i18n/use-names.ts";
import { useWork } from "../session/session-context.ts";
import { coerced } from "./coerce.ts";
import { put, tidy } from "./draft.ts";
import type { FormState } from "./form-context.ts";
import { faultsOf } from "./validate.ts";

export interface UsedForm extends Omit<FormState, "Field"> {
  /** What would be sent. */
  readonly ready: Record<string, unknown>;
  /** Checks everything and shows what is wrong; whether nothing is. */
  readonly check: (body: Record<string, unknown>) => boolean;
  /** Shows at the fields what the server says of them. */
  readonly refused: (problem: unknown) => void;
  readonly replace: (draft: unknown) => void;
  readonly tries: number;
}

export function useFormState(schema: Schema, initial: unknown): UsedForm {
  const { contract } = useWork();
  const { t } = useTranslation();
  const { of, described } = useNames();
  const [draft, setDraft] = useState(initial);
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const [tries, setTries] = useState(0);
  const show = (found: ReadonlyMap<string, string>) => {
    setFaults(found);
    setTries((before) => before + 1);
  };
  const ready = useMemo(() => record(coerced(contract, schema, tidy(draft))), [contract, schema, draft]);
  return {
    draft,
    ready,
    tries,
    currency: text(record(draft).currency) || "EUR",
    replace: setDraft,
    set: (pointer, value) => {
      setDraft((before: unknown) => put(before, pointer, value));
      // What was wrong with a field is not known any more once it is changed.
      setFaults((before) => new Map([...before].filter(([name]) => name !== pointer && !name.startsWith(`${pointer}/`))));
    },
    fault: (pointer, deep = false) => faults.get(pointer) ?? (deep ? [...faults].find(([name]) => name.startsWith(`${pointer}/`))?.[1] : undefined),
    check: (body) => {
      const found = new Map(faultsOf(contract, schema, body).map(({ pointer, key, values }) => [pointer, t(`fault.${key}`, values)] as const));
      show(found);
      return found.size === 0;
    },
    refused: (problem) => {
      if (!(problem instanceof Problem)) return;
      // The service explains in English; in another language the refusal's own name stands there.
      const said = (detail: string) => described(detail) ?? of("problem", problem.code);
      show(new Map(problem.errors.flatMap(({ pointer, detail }) => (pointer === undefined ? [] : [[pointer, said(detail)] as const]))));
    },
  };
}
