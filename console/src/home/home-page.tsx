import { Anchor, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../i18n/use-names.ts";
import { useWork } from "../session/session-context.ts";
import { PageHead } from "../shell/page-head.tsx";
import { Loading } from "../shell/states.tsx";

const EmptyTenant = lazy(async () => ({ default: (await import("../demo/empty-tenant.tsx")).EmptyTenant }));
const DayNumbers = lazy(async () => ({ default: (await import("../screens/day/day-numbers.tsx")).DayNumbers }));

/** Where a day begins: every context with what can be seen and made there. */
export function HomePage() {
  const { resources, contract } = useWork();
  const { of, described } = useNames();
  const { t } = useTranslation();
  const contexts = contract.contexts.filter(({ name }) => resources.some(({ context }) => context === name));
  return (
    <div>
      <PageHead title={t("home.title")}>
        <Health />
      </PageHead>
      <Text size="sm" c="dimmed" mb="md">
        {t("home.hint", { keys: "Ctrl K" })}
      </Text>
      <Suspense fallback={<Loading lines={4} />}>
        <EmptyTenant>
          <DayNumbers />
        </EmptyTenant>
      </Suspense>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
        {contexts.map(({ name, description }) => (
          <Paper key={name} withBorder p="md" component="section" aria-label={of("context", name)}>
            <Title order={2} size="h5">
              {of("context", name)}
            </Title>
            <Text size="xs" c="dimmed" mb="xs">
              {described(description)}
            </Text>
            <Stack gap={0} align="flex-start">
              {resources
                .filter(({ context }) => context === name)
                .map(({ name: key, context, collection }) => (
                  <Anchor
                    key={key}
                    size="sm"
                    className="place"
                    renderRoot={(props) => <Link to="/records/$context/$collection" params={{ context, collection }} search={{}} {...props} />}
                  >
                    {of("collection", collection)}
                  </Anchor>
                ))}
            </Stack>
          </Paper>
        ))}
      </SimpleGrid>
    </div>
  );
}

function Health() {
  const { client } = useWork();
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: ["health"],
    queryFn: async () => (await client.typed.GET("/health")).response.ok,
    refetchInterval: 60_000,
  });
  return (
    <Text size="xs" role="status">
      {t("home.health")}:{" "}
      <span className="state" data-tone={error === null && data !== false ? "good" : "bad"}>
        {t(error === null && data !== false ? "home.up" : "home.down")}
      </span>
    </Text>
  );
}
