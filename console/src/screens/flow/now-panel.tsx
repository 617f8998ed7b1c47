import { Paper, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNames } from "../../i18n/use-names.ts";
import { useHeard, useIsLive } from "../../live/live-context.tsx";
import { ThingLink } from "../thing-link.tsx";
import { pageOf } from "./flow.ts";

/** The facts that this page has heard of, the latest first. */
export function NowPanel() {
  const { t } = useTranslation();
  const { of, locale } = useNames();
  const isLive = useIsLive();
  const heard = useHeard();
  const moment = new Intl.DateTimeFormat(locale, { timeStyle: "medium" });
  return (
    <Paper withBorder p="sm" component="section" aria-label={t("flow.now")}>
      <Text component="h2" fw={600} size="sm" mb={4}>
        {t("flow.now")}
      </Text>
      {heard.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t(isLive ? "flow.nothingYet" : "flow.notListening")}
        </Text>
      ) : (
        <ol className="entries heard" aria-live="off">
          {heard.map(({ context, name, subject, at }, index) => (
            <li key={`${at} ${name} ${subject} ${index}`}>
              <time dateTime={new Date(at).toISOString()}>{moment.format(at)}</time>
              <span>
                {name} <span className="dimmed">{of("context", context)}</span>
              </span>
              <ThingLink to={pageOf(name) ?? ""} id={subject}>
                {subject.length === 26 ? `…${subject.slice(-6)}` : subject}
              </ThingLink>
            </li>
          ))}
        </ol>
      )}
    </Paper>
  );
}
