import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { PageHead } from "./page-head.tsx";

/** Nothing of that name, or nothing this person may see: which of the two is not said. */
export function NotHere() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t("state.notHere")} />
      <Text>{t("state.notHereHint")}</Text>
    </>
  );
}
