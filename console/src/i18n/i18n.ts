import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { en } from "./en.ts";
import type { Dictionary } from "./names.ts";

const KEPT = "weft.language";

/** What things are called, of the languages that were loaded. */
const dictionaries = new Map<string, Dictionary>();
export const dictionaryOf = (language: string): Dictionary | undefined => dictionaries.get(language);

/** English comes with the first load, another language when it is wanted. */
export async function beginLanguages(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
  const wanted = localStorage.getItem(KEPT) ?? navigator.languages.find((language) => /^(en|zh)\b/.test(language)) ?? "en";
  await speak(wanted.startsWith("zh") ? "zh-CN" : "en");
}

export async function chooseLanguage(language: string): Promise<void> {
  localStorage.setItem(KEPT, language);
  await speak(language);
}

async function speak(language: string): Promise<void> {
  if (language === "zh-CN" && !dictionaries.has(language)) {
    const [{ zh }, { zhNames }] = await Promise.all([import("./zh.ts"), import("./zh-names.ts")]);
    i18next.addResourceBundle(language, "translation", zh);
    dictionaries.set(language, zhNames);
  }
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}
