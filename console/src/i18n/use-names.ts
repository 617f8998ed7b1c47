import { useTranslation } from "react-i18next";
import { dictionaryOf } from "./i18n.ts";
import { type Kind, named } from "./names.ts";

export interface Names {
  readonly of: (kind: Kind, name: string) => string;
  readonly locale: string;
  /** Descriptions in the contract are English: they help only who reads it in English. */
  readonly described: (description: string | undefined) => string | undefined;
}

export function useNames(): Names {
  const { language } = useTranslation().i18n;
  const dictionary = dictionaryOf(language);
  return {
    of: (kind, name) => named(dictionary, kind, name),
    locale: language,
    described: (description) => (language === "en" ? description : undefined),
  };
}
