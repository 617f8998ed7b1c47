import { ActionIcon, Button, Popover, SegmentedControl, Stack, Text, useMantineColorScheme } from "@mantine/core";
import { IconUser } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useWork } from "../session/session-context.ts";
import { Languages } from "./languages.tsx";

/** Who is signed in, and how this person likes the console. */
export function PersonMenu() {
  const { claims, signOut } = useWork();
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Popover position="bottom-end" trapFocus returnFocus width={260}>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("shell.person", { name: claims.username })}>
          <IconUser size={18} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("shell.person", { name: claims.username })}>
        <Stack gap="sm">
          <div>
            <Text size="sm" fw={600}>
              {claims.username}
            </Text>
            <Text size="xs" c="dimmed">
              {t("shell.tenant", { tenant: claims.tenant })} · {claims.roles}
            </Text>
          </div>
          <Languages />
          <SegmentedControl
            size="xs"
            aria-label={t("shell.scheme")}
            value={colorScheme}
            onChange={(chosen) => setColorScheme(chosen === "light" || chosen === "dark" ? chosen : "auto")}
            data={[
              { value: "light", label: t("shell.light") },
              { value: "dark", label: t("shell.dark") },
              { value: "auto", label: t("shell.auto") },
            ]}
          />
          <Button size="xs" variant="default" onClick={() => void signOut()}>
            {t("shell.signOut")}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
