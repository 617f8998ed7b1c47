import { type ComponentType, createContext, useContext } from "react";
import type { Schema } from "../contract/contract.ts";

export interface FieldProps {
  readonly name: string;
  readonly schema: Schema;
  readonly pointer: string;
  readonly required: boolean;
}

/** What the fields of one form share: the draft, how it is changed, and what is wrong where. */
export interface FormState {
  readonly draft: unknown;
  readonly set: (pointer: string, value: unknown) => void;
  /** The sentence to show at a field; with `deep` also what is said of its parts. */
  readonly fault: (pointer: string, deep?: boolean) => string | undefined;
  /** The input for any schema: given here, because what has parts is made of it and it of them. */
  readonly Field: ComponentType<FieldProps>;
  /** The currency amounts are begun with. */
  readonly currency: string;
}

export const FormContext = createContext<FormState | undefined>(undefined);

export function useForm(): FormState {
  const form = useContext(FormContext);
  if (form === undefined) throw new Error("a field stands in a form");
  return form;
}
