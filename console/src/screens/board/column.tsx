import { Anchor, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { record } from "../../contract/json.ts";
import { Amounts } from "../../format/amounts.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { useRows } from "../../live/use-live.ts";
import { Failed, Loading } from "../../shell/states.tsx";
import { type Card, cardOf, inOrder, isOpenStage, type Stage, sums, withMoved } from "./board.ts";
import { CardView } from "./card-view.tsx";

interface Props {
  readonly stage: Stage;
  readonly put: (card: Card, stage: Stage) => void;
  readonly mayMove: (stage: Stage) => boolean;
  /** The id of the card on its way. */
  readonly moving: string;
  /** Cards that were just moved, as they will be. */
  readonly moved: readonly Card[];
}

/** Closed ones are many: the last few are shown, the rest is a list. */
const CLOSED_SHOWN = 8;
const KIND = "application/x-weft-card";

export function Column({ stage, put, mayMove, moving, moved }: Props) {
  const { t } = useTranslation();
  const { of, locale } = useNames();
  const isOpen = isOpenStage(stage);
  const { rows, complete, loading, error, again } = useRows("/sales/opportunities", { stage }, { pages: isOpen ? 5 : 1 });
  const [over, setOver] = useState(false);
  const cards = inOrder(withMoved(rows.map(cardOf), stage, moved));
  // Without all of them nobody knows which closed last.
  const shown = isOpen ? cards : complete ? cards.slice(0, CLOSED_SHOWN) : [];
  const count = `${new Intl.NumberFormat(locale).format(cards.length)}${complete ? "" : "+"}`;
  const takes = (event: DragEvent) => event.dataTransfer.types.includes(KIND) && mayMove(stage);
  return (
    <section
      className="board-column"
      aria-label={of("value", stage)}
      data-over={over}
      onDragOver={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!takes(event)) return;
        event.preventDefault();
        put(cardOf(record(JSON.parse(event.dataTransfer.getData(KIND)))), stage);
      }}
    >
      <div className="board-head">
        <Title order={2} size="h6">
          {of("value", stage)}{" "}
          {!loading && (
            <Text span size="sm" c="dimmed" fw={400}>
              {count}
            </Text>
          )}
        </Title>
        <Text size="sm" fw={500}>
          <Amounts of={sums(cards.map(({ value }) => value))} atLeast={!complete} />
        </Text>
      </div>
      {error !== null && <Failed problem={error} again={again} />}
      {loading && <Loading lines={3} />}
      {!loading && error === null && cards.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("board.none")}
        </Text>
      )}
      {shown.length > 0 && (
        <ul className="board-cards">
          {shown.map((card) => (
            <CardView
              key={card.id}
              card={card}
              put={put}
              mayMove={mayMove}
              moving={moving === card.id}
              carry={(transfer) => {
                transfer.setData(KIND, JSON.stringify(card));
                transfer.effectAllowed = "move";
              }}
            />
          ))}
        </ul>
      )}
      {(!complete || shown.length < cards.length) && !loading && (
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link to="/records/$context/$collection" params={{ context: "sales", collection: "opportunities" }} search={{ stage }} {...props} />
          )}
        >
          {t("screen.all")}
          <span className="hidden-eye"> · {of("value", stage)}</span>
        </Anchor>
      )}
    </section>
  );
}
