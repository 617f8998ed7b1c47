import { ActionIcon, AppShell, Burger, Group, Kbd, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import { IconKeyboard, IconSearch } from "@tabler/icons-react";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Standing } from "../live/standing.tsx";
import { Navigation } from "./navigation.tsx";
import { OfflineBanner } from "./offline-banner.tsx";
import { Palette } from "./palette.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { useSingleKeys } from "./single-keys.ts";

/** What stands around every page. */
export function Frame() {
  const { t } = useTranslation();
  const [isOpen, menu] = useDisclosure();
  const [isHelpOpen, help] = useDisclosure();
  const [single] = useSingleKeys();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => menu.close(), [path]);
  useHotkeys(single ? [["shift+?", help.open]] : []);
  return (
    <AppShell header={{ height: 48 }} navbar={{ width: 208, breakpoint: "sm", collapsed: { mobile: !isOpen } }} padding="md" className="frame">
      <a href="#content" className="skip">
        {t("shell.skip")}
      </a>
      <AppShell.Header px="sm">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={isOpen} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label={t("shell.menu")} aria-expanded={isOpen} />
            <Text fw={700} size="lg" renderRoot={(props) => <Link to="/" {...props} />} className="brand">
              Weft
            </Text>
          </Group>
          <UnstyledButton onClick={spotlight.open} className="search" aria-label={`${t("shell.searchHint")} Ctrl K`}>
            <IconSearch size={16} aria-hidden />
            <Text size="sm" visibleFrom="sm">
              {t("shell.searchHint")}
            </Text>
            <Kbd size="xs" visibleFrom="sm">
              Ctrl K
            </Kbd>
          </UnstyledButton>
          <Group gap={4} wrap="nowrap">
            <Standing />
            <ActionIcon variant="subtle" color="gray" aria-label={t("shell.shortcuts")} onClick={help.open} visibleFrom="sm">
              <IconKeyboard size={18} aria-hidden />
            </ActionIcon>
            <PersonMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label={t("shell.navigation")}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <OfflineBanner />
        {/* A new page is a new tree: its heading takes the focus. */}
        <Outlet key={path} />
      </AppShell.Main>
      <Palette />
      <Shortcuts opened={isHelpOpen} close={help.close} />
    </AppShell>
  );
}
