import { Paper, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "../../i18n/use-names.ts";
import { Loading } from "../../shell/states.tsx";
import { doerOf, type Step } from "./story.ts";
import { type StoryOf, useOrderStory } from "./use-order-story.ts";

/** An order's whole story over all contexts: what led to what, and how long each step took. Read when it is opened. */
export function StoryPanel(of: StoryOf) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Paper withBorder p="sm" mt="sm" component="section" aria-label={t("story.title")}>
      <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary>
          <Text span fw={600} size="sm">
            {t("story.title")}
          </Text>
        </summary>
        {isOpen && <Story {...of} />}
      </details>
    </Paper>
  );
}

function Story(of: StoryOf) {
  const { t } = useTranslation();
  const { locale } = useNames();
  const { steps, loading } = useOrderStory(of);
  const number = new Intl.NumberFormat(locale);
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "medium" });
  if (loading && steps.length === 0) return <Loading lines={4} />;
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={t("story.title")}>
      <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("story.fact")}</Table.Th>
            <Table.Th className="number">{t("story.after")}</Table.Th>
            <Table.Th>{t("story.actor")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {steps.map((step) => (
            <Table.Tr key={step.id}>
              <Table.Th scope="row" style={{ paddingInlineStart: 8 + 20 * step.depth }}>
                {step.depth > 0 && <span aria-hidden>↳ </span>}
                {step.name}
              </Table.Th>
              <Table.Td className="number">
                {step.afterMs === undefined ? (
                  <time dateTime={step.occurredAt}>{moment.format(new Date(step.occurredAt))}</time>
                ) : (
                  `+${number.format(step.afterMs)} ms`
                )}
              </Table.Td>
              <Table.Td>
                <Doer of={step} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Doer({ of: { actor } }: { readonly of: Step }) {
  const { t } = useTranslation();
  const { kind, name } = doerOf(actor);
  return kind === "use-case" ? <code>{name}</code> : <span title={actor}>{t(`story.${kind}`)}</span>;
}
