import { Text, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useIsLive } from "./live-context.tsx";

/** Says how fresh a page is. */
export function Standing() {
  const { t } = useTranslation();
  const isLive = useIsLive();
  return (
    <Tooltip label={t(isLive ? "live.liveHint" : "live.lookingHint")}>
      <Text size="xs" role="status" visibleFrom="sm" className="state" data-tone={isLive ? "good" : "plain"}>
        {t(isLive ? "live.live" : "live.looking")}
      </Text>
    </Tooltip>
  );
}
