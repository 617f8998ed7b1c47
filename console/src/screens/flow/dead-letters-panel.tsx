import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { text } from "../../contract/json.ts";
import { filled } from "../../contract/resources.ts";
import { useNames } from "../../i18n/use-names.ts";
import { useRows } from "../../live/use-live.ts";
import { useSend } from "../../live/use-send.ts";
import { useResource } from "../../session/session-context.ts";
import { Failed } from "../../shell/states.tsx";
import { Panel } from "../panel.tsx";
import { ThingLink } from "../thing-link.tsx";
import { pageOf } from "./flow.ts";

const COLLECTION = "platform/dead-letters";

/** Facts that a use case could not work on, each to be published again once the cause is mended. */
export function DeadLettersPanel() {
  const { t } = useTranslation();
  const { of, locale } = useNames();
  const letters = useRows(`/${COLLECTION}`);
  const redrive = useResource(COLLECTION)?.actions.find(({ path }) => path.endsWith("/redrive"));
  const send = useSend();
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return (
    <Panel title={of("collection", "dead-letters")} read={letters} count={letters.rows.length} none={t("flow.noneGivenUp")}>
      {send.error !== null && <Failed problem={send.error} />}
      <ul className="entries">
        {letters.rows.map(({ id, factName, useCase, subject, receivedAt }) => {
          const path = redrive === undefined ? "" : filled(redrive.path, text(id));
          return (
            <li key={text(id)}>
              <span>
                <ThingLink to={COLLECTION} id={text(id)}>
                  {text(factName)}
                </ThingLink>{" "}
                <ThingLink to={pageOf(text(factName)) ?? ""} id={text(subject)}>
                  {text(subject).length === 26 ? `…${text(subject).slice(-6)}` : text(subject)}
                </ThingLink>
              </span>
              <span>
                {text(useCase)}{" "}
                <span className="dimmed">
                  <time dateTime={text(receivedAt)}>{moment.format(new Date(text(receivedAt)))}</time>
                </span>
              </span>
              {redrive === undefined ? (
                <span />
              ) : (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t("flow.redriveFact", { fact: text(factName), useCase: text(useCase) })}
                  loading={send.isPending && send.variables.path === path}
                  onClick={() => send.mutate({ method: "POST", path, body: {} })}
                >
                  {t("flow.redrive")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
