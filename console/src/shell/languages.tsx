import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { chooseLanguage } from "../i18n/i18n.ts";

/** Each language is named in itself: who needs it can read it. */
export function Languages() {
  const { t, i18n } = useTranslation();
  return (
    <NativeSelect
      size="xs"
      aria-label={t("shell.language")}
      value={i18n.language}
      onChange={({ currentTarget }) => void chooseLanguage(currentTarget.value)}
      data={[
        { value: "en", label: "English" },
        { value: "zh-CN", label: "简体中文" },
      ]}
    />
  );
}
