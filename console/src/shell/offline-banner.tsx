import { Alert } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { IconCloudOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

export function OfflineBanner() {
  const { online } = useNetwork();
  const { t } = useTranslation();
  return online === false ? (
    <Alert color="yellow" variant="outline" mb="sm" py="xs" role="status" icon={<IconCloudOff aria-hidden />} title={t("shell.offline")} />
  ) : null;
}
