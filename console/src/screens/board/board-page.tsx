import { Modal, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { record, text } from "../../contract/json.ts";
import { filled } from "../../contract/resources.ts";
import { CommandForm } from "../../form/command-form.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { useSend } from "../../live/use-send.ts";
import { useResource } from "../../session/session-context.ts";
import { NotHere } from "../../shell/not-here.tsx";
import { PageHead } from "../../shell/page-head.tsx";
import { Failed } from "../../shell/states.tsx";
import { type Card, isOpenStage, stages } from "./board.ts";
import { Column } from "./column.tsx";
import { WonPanel } from "./won-panel.tsx";

/** By then the lists have followed a move. */
const FOLLOWED_MS = 8_000;

/** Opportunities by stage. A card is moved by dragging it or by its menu; winning and losing ask what they must know first. */
export function BoardPage() {
  const opportunities = useResource("sales/opportunities");
  const { t } = useTranslation();
  const { of } = useNames();
  const queries = useQueryClient();
  const move = useSend();
  const [ending, setEnding] = useState<{ readonly card: Card; readonly stage: string }>();
  const [won, setWon] = useState<string>();
  const [said, setSaid] = useState("");
  const [moved, setMoved] = useState<readonly Card[]>([]);
  if (opportunities?.list === undefined) return <NotHere />;
  const { revise, actions } = opportunities;
  const outcome = (stage: string) => actions.find(({ path }) => path.endsWith(stage === "won" ? "/win" : "/lose"));
  const mayMove = (stage: string) => (isOpenStage(stage) ? revise : outcome(stage)) !== undefined;
  const put = (card: Card, stage: string) => {
    if (stage === card.stage || !isOpenStage(card.stage) || !mayMove(stage)) return;
    if (!isOpenStage(stage)) return setEnding({ card, stage });
    const path = filled(revise?.path ?? "", card.id);
    const there = { ...card, stage, version: card.version + 1 };
    const forget = () => setMoved((before) => before.filter((each) => each !== there));
    setMoved((before) => [...before.filter(({ id }) => id !== card.id), there]);
    move.mutate(
      { method: "PATCH", path, body: { stage }, ifMatch: `"${card.version}"` },
      {
        onSuccess: () => {
          setSaid(t("board.moved", { title: card.title, stage: of("value", stage) }));
          setTimeout(forget, FOLLOWED_MS);
        },
        // Whoever was faster is shown, so that the next try means what is seen.
        onError: () => {
          forget();
          void queries.invalidateQueries({ queryKey: ["list", "/sales/opportunities"] });
        },
      },
    );
  };
  const asked = ending === undefined ? undefined : outcome(ending.stage);
  return (
    <div className="page">
      <PageHead title={t("screen.pipeline")} />
      <Text className="hidden-eye" role="status">
        {said}
      </Text>
      {move.error !== null && <Failed problem={move.error} />}
      {won !== undefined && <WonPanel key={won} orderId={won} close={() => setWon(undefined)} />}
      <div className="board" role="group" aria-label={t("screen.pipeline")}>
        {stages.map((stage) => (
          <Column
            key={stage}
            stage={stage}
            moved={moved}
            put={put}
            mayMove={mayMove}
            moving={move.isPending ? text(move.variables.path.split("/").at(-1)) : ""}
          />
        ))}
      </div>
      <Modal
        opened={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={ending === undefined ? "" : `${of("operation", asked?.operation.id ?? "")}: ${ending.card.title}`}
        size="lg"
        closeButtonProps={{ "aria-label": t("form.close") }}
      >
        {ending !== undefined && asked !== undefined && (
          <CommandForm
            operation={asked.operation}
            method="POST"
            path={filled(asked.path, ending.card.id)}
            given={{}}
            ifMatch={`"${ending.card.version}"`}
            cancel={() => setEnding(undefined)}
            done={({ body }) => {
              if (ending.stage === "won") setWon(text(record(body.data).id));
              setEnding(undefined);
            }}
          />
        )}
      </Modal>
    </div>
  );
}
