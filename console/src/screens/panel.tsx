import { Group, Paper, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../i18n/use-names.ts";
import type { Rows } from "../live/use-live.ts";
import { Failed, Loading } from "../shell/states.tsx";

interface Props {
  readonly title: string;
  readonly read: Pick<Rows, "loading" | "error" | "again" | "complete">;
  /** How many there are of what is shown, as far as was read. */
  readonly count: number;
  /** Whether the number says anything to people. */
  readonly counted?: boolean;
  readonly note?: ReactNode;
  /** Said where there is nothing. */
  readonly none?: string;
  readonly children: ReactNode;
}

/** A part of a screen that stands on one read, with the states that a read can have. */
export function Panel({ title, read: { loading, error, again, complete }, count, counted = true, note, none, children }: Props) {
  const { t } = useTranslation();
  const { locale } = useNames();
  return (
    <Paper withBorder p="sm" component="section" aria-label={title}>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text component="h2" fw={600} size="sm">
          {title}{" "}
          {counted && count > 0 && (
            <Text span size="sm" c="dimmed" fw={400}>
              {new Intl.NumberFormat(locale).format(count)}
              {!complete && "+"}
            </Text>
          )}
        </Text>
        {count > 0 && note !== undefined && (
          <Text span size="sm" fw={600}>
            {note}
          </Text>
        )}
      </Group>
      {error !== null && <Failed problem={error} again={again} />}
      {loading && <Loading lines={3} />}
      {!loading && error === null && count === 0 && (
        <Text size="sm" c="dimmed">
          {none ?? t("list.none")}
        </Text>
      )}
      {count > 0 && children}
    </Paper>
  );
}
