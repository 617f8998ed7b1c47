import type { Money } from "../contract/json.ts";
import { useNames } from "../i18n/use-names.ts";
import { showMoney } from "./money.ts";

/** One amount for each currency. `atLeast`: more was not read, and "+" says so. */
export function Amounts({ of, atLeast = false }: { readonly of: readonly Money[]; readonly atLeast?: boolean }) {
  const { locale } = useNames();
  if (of.length === 0) return <span aria-hidden>–</span>;
  return (
    <span className="number">
      {of.map((money) => showMoney(money, locale)).join(" · ")}
      {atLeast && "+"}
    </span>
  );
}
