import { useTranslation } from "react-i18next";
import { showMoney } from "../../format/money.ts";
import { useNames } from "../../i18n/use-names.ts";
import type { Owed } from "./day.ts";

/** What is owed in one currency as a bar by age; the words below it say the same. */
export function OwedFigure({ owed: { total, overdue, ages } }: { readonly owed: Owed }) {
  const { t } = useTranslation();
  const { of, locale } = useNames();
  const present = ages.filter(({ amount }) => amount.minor > 0);
  return (
    <>
      <div className="bar" aria-hidden>
        {present.map(({ age, amount }) => (
          <span key={age} data-age={age} style={{ width: `${(100 * amount.minor) / total.minor}%` }} />
        ))}
      </div>
      <ul className="day-list">
        <li>
          <strong>{t("day.overdue")}</strong>
          <strong className="number">{showMoney(overdue, locale)}</strong>
        </li>
        {present.map(({ age, amount }) => (
          <li key={age}>
            <span className="legend-entry" data-age={age}>
              {of("field", age)}
            </span>
            <span className="number">{showMoney(amount, locale)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
