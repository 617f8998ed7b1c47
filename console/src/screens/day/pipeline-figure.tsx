import { useTranslation } from "react-i18next";
import { asMoney } from "../../contract/json.ts";
import { Amounts } from "../../format/amounts.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { type Rows, useRows } from "../../live/use-live.ts";
import { openStages, sums } from "../board/board.ts";
import { Figure } from "./figure.tsx";

const worthOf = (reads: readonly Rows[]) => sums(reads.flatMap(({ rows }) => rows.map(({ value }) => asMoney(value))));

/** What may be sold, by stage. */
export function PipelineFigure() {
  const { t } = useTranslation();
  const { of, locale } = useNames();
  const [qualifying, proposing, negotiating] = openStages;
  const reads = [
    useRows("/sales/opportunities", { stage: qualifying }),
    useRows("/sales/opportunities", { stage: proposing }),
    useRows("/sales/opportunities", { stage: negotiating }),
  ];
  const isAll = reads.every(({ complete }) => complete);
  return (
    <Figure
      title={t("day.pipeline")}
      to={{ to: "/work/pipeline" }}
      loading={reads.some(({ loading }) => loading)}
      error={reads.find(({ error }) => error !== null)?.error ?? null}
      value={<Amounts of={worthOf(reads)} atLeast={!isAll} />}
    >
      <ul className="day-list">
        {openStages.map((stage, index) => {
          const read = reads[index];
          return (
            read !== undefined && (
              <li key={stage}>
                <span>
                  {of("value", stage)} {new Intl.NumberFormat(locale).format(read.rows.length)}
                  {!read.complete && "+"}
                </span>
                <Amounts of={worthOf([read])} atLeast={!read.complete} />
              </li>
            )
          );
        })}
      </ul>
    </Figure>
  );
}
