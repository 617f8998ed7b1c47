import { Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { IconArrowRight, IconPlus, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useNames } from "../i18n/use-names.ts";
import { screensFor } from "../screens/screens.ts";
import { useWork } from "../session/session-context.ts";

/** Every page and every thing that can be made, by name. */
export function Palette() {
  const { resources } = useWork();
  const { of } = useNames();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const groups: SpotlightActionGroupData[] = [
    {
      group: t("shell.goTo"),
      actions: [
        ...screensFor(resources).map(({ to, key, Icon }) => ({
          id: to,
          label: t(`screen.${key}`),
          keywords: [key],
          leftSection: <Icon size={18} aria-hidden />,
          onClick: () => void navigate({ to, search: {} }),
        })),
        ...resources
          .filter(({ list, report, create }) => (list ?? report ?? create) !== undefined)
          .map(({ name, context, collection }) => ({
            id: name,
            label: of("collection", collection),
            description: of("context", context),
            keywords: [collection, context],
            leftSection: <IconArrowRight size={18} aria-hidden />,
            onClick: () => void navigate({ to: "/records/$context/$collection", params: { context, collection }, search: {} }),
          })),
      ],
    },
    {
      group: t("shell.act"),
      actions: resources.flatMap(({ name, context, collection, create }) =>
        create === undefined
          ? []
          : [
              {
                id: `create ${name}`,
                label: of("operation", create.id),
                description: of("context", context),
                keywords: [create.id, collection],
                leftSection: <IconPlus size={18} aria-hidden />,
                onClick: () => void navigate({ to: "/create/$context/$collection", params: { context, collection }, search: {} }),
              },
            ],
      ),
    },
  ];
  return (
    <Spotlight
      actions={groups}
      shortcut="mod + K"
      // Opens from within a field too: forms keep the focus, and nobody should have to leave them by mouse.
      tagsToIgnore={[]}
      nothingFound={t("shell.nothing")}
      highlightQuery
      attributes={{ content: { "aria-label": t("shell.search") } }}
      scrollable
      maxHeight="60vh"
      searchProps={{ placeholder: t("shell.searchHint"), "aria-label": t("shell.search"), leftSection: <IconSearch size={18} aria-hidden /> }}
    />
  );
}
