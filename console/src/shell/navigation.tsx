import { NavLink, ScrollArea, Text } from "@mantine/core";
import { Link, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useNames } from "../i18n/use-names.ts";
import { screensFor } from "../screens/screens.ts";
import { useWork } from "../session/session-context.ts";

/** Every context of which this person may use something, with its kinds of things. */
export function Navigation() {
  const { resources } = useWork();
  const { of } = useNames();
  const { t } = useTranslation();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const contexts = [...new Set(resources.map(({ context }) => context))];
  const isAt = (name: string) =>
    path.startsWith("/") &&
    path
      .slice(path.indexOf("/", 1) + 1)
      .split("/")
      .slice(0, 2)
      .join("/") === name;
  return (
    <ScrollArea p="xs" type="auto" scrollbarSize={6}>
      <NavLink label={t("shell.home")} active={path === "/"} renderRoot={(props) => <Link to="/" {...props} />} className="nav" />
      {screensFor(resources).map(({ to, key, Icon }) => (
        <NavLink
          key={to}
          label={t(`screen.${key}`)}
          leftSection={<Icon size={16} aria-hidden />}
          active={path === to}
          {...(path === to && { "aria-current": "page" })}
          className="nav"
          renderRoot={(props) => <Link to={to} {...props} />}
        />
      ))}
      {contexts.map((context) => (
        <div key={context} role="group" aria-label={of("context", context)}>
          <Text size="xs" fw={600} c="dimmed" mt="sm" mb={2} px="xs">
            {of("context", context)}
          </Text>
          {resources
            .filter((resource) => resource.context === context && (resource.list ?? resource.report ?? resource.create) !== undefined)
            .map(({ name, collection }) => (
              <NavLink
                key={name}
                label={of("collection", collection)}
                active={isAt(name)}
                {...(isAt(name) && { "aria-current": "page" })}
                className="nav"
                renderRoot={(props) => <Link to="/records/$context/$collection" params={{ context, collection }} search={{}} {...props} />}
              />
            ))}
        </div>
      ))}
    </ScrollArea>
  );
}
