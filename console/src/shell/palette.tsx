import { Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { IconArrowRight, IconFileText, IconPlus, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { text } from "../contract/json.ts";
import { idField } from "../contract/resources.ts";
import { titleOf } from "../format/reference.tsx";
import { useNames } from "../i18n/use-names.ts";
import { useSearch } from "../list/use-search.ts";
import { screensFor } from "../screens/screens.ts";
import { useWork } from "../session/session-context.ts";

/** Every page, every thing that can be made, and customers, products and whatever else is found by its name or key. */
export function Palette() {
  const { resources } = useWork();
  const { of } = useNames();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const { found } = useSearch(
    resources.filter(({ detail }) => detail !== undefined),
    typed,
  );
  const groups: SpotlightActionGroupData[] = [
    {
      group: t("shell.found"),
      actions: found.map(({ resource, row }) => {
        const { context, collection, name } = resource;
        const id = text(row[idField(resource)]);
        const title = titleOf(resource, row, id);
        return {
          id: `${name} ${id}`,
          label: title,
          description: [of("collection", collection), text(row.name) === title ? "" : text(row.name)].filter(Boolean).join(" · "),
          // The index has found it, whatever its accents.
          keywords: [typed],
          leftSection: <IconFileText size={18} aria-hidden />,
          onClick: () => void navigate({ to: "/records/$context/$collection/$id", params: { context, collection, id } }),
        };
      }),
    },
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
      actions={groups.filter(({ actions }) => actions.length > 0)}
      query={typed}
      onQueryChange={setTyped}
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
