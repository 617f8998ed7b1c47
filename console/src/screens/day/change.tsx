import { useTranslation } from "react-i18next";
import { useNames } from "../../i18n/use-names.ts";
import { useReport } from "../../live/use-live.ts";
import { changeOf, type FigureName, trendsOf } from "./trends.ts";

/** How something stands beside the end of last month, in the currency that sells most. */
export function Change({ of }: { readonly of: FigureName }) {
  const { t } = useTranslation();
  const { locale } = useNames();
  const { data } = useReport("finance/monthly-figures");
  const [main] = trendsOf(data);
  const change = main === undefined ? undefined : changeOf(main, of);
  if (change === undefined) return null;
  const shown = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" }).format(change);
  return <div>{t("day.change", { change: shown })}</div>;
}
