import { Alert, Button, Skeleton, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCloudOff, IconInbox } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NoAnswer, Problem } from "../contract/problem.ts";
import { useNames } from "../i18n/use-names.ts";

export function Loading({ lines = 8 }: { readonly lines?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" role="status" aria-label={t("state.loading")} p="md">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={20} width={`${95 - ((line * 17) % 40)}%`} />
      ))}
    </Stack>
  );
}

export function Empty({ children, hint }: { readonly children?: ReactNode; readonly hint: string }) {
  return (
    <Stack align="center" gap="sm" p="xl">
      <IconInbox size={40} stroke={1.2} aria-hidden />
      <Text>{hint}</Text>
      {children}
    </Stack>
  );
}

/** A problem in people's words: what was refused, why, and what can be done. */
export function Failed({ problem, again }: { readonly problem: unknown; readonly again?: () => void }) {
  const { t } = useTranslation();
  const { of } = useNames();
  const offline = problem instanceof NoAnswer;
  const title = offline ? t("state.noAnswer") : problem instanceof Problem ? of("problem", problem.code) : t("state.failed");
  return (
    <Alert
      color={offline ? "yellow" : "red"}
      variant="outline"
      role="alert"
      title={title}
      icon={offline ? <IconCloudOff aria-hidden /> : <IconAlertTriangle aria-hidden />}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm" {...(!offline && { lang: "en" })}>
          {offline ? t("state.noAnswerHint") : problem instanceof Error ? problem.message : ""}
        </Text>
        {problem instanceof Problem && problem.instance !== "" && (
          <Text size="xs" c="dimmed">
            {t("state.instance", { instance: problem.instance })}
          </Text>
        )}
        {again !== undefined && (
          <Button size="xs" variant="default" onClick={again}>
            {t("state.again")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
