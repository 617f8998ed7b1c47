import { useMemo } from "react";
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
  // The same object for as long as the language stays, so that what is worked out with it is worked out once.
  return useMemo(() => {
    const dictionary = dictionaryOf(language);
    return {
      of: (kind: Kind, name: string) => named(dictionary, kind, name),
      locale: language,
      described: (description: string | undefined) => (language === "en" ? description : undefined),
    };
  }, [language]);
}
