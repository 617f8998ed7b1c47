import { useNames } from "../i18n/use-names.ts";

/** A business date: the same day everywhere. */
export function Day({ of }: { readonly of: string }) {
  const { locale } = useNames();
  if (of === "") return <span aria-hidden>–</span>;
  return <time dateTime={of}>{new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(of))}</time>;
}
