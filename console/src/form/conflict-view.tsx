import { Alert, Button, Group, Radio, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { resolved, type Schema } from "../contract/contract.ts";
import { Value } from "../format/value.tsx";
import { useNames } from "../i18n/use-names.ts";
import { useWork } from "../session/session-context.ts";
import type { Difference } from "./conflict.ts";

interface Props {
  readonly schema: Schema;
  readonly found: readonly Difference[];
  readonly choose: (chosen: Readonly<Record<string, "mine" | "theirs">>) => void;
  readonly back: () => void;
}

/** Mine and theirs side by side with what it was: where both changed the same field, a person chooses. */
export function ConflictView({ schema, found, choose, back }: Props) {
  const { contract } = useWork();
  const { of } = useNames();
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Readonly<Record<string, "mine" | "theirs">>>({});
  const properties = resolved(contract, schema).properties ?? {};
  const show = (field: string, value: unknown) => <Value name={field} schema={properties[field] ?? {}} value={value} />;
  const isDecided = found.every(({ field, contested }) => !contested || chosen[field] !== undefined);
  return (
    <Stack>
      <Alert color="yellow" variant="outline" title={t("conflict.title")} role="alert">
        <Text size="sm">{t("conflict.hint")}</Text>
      </Alert>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t("conflict.title")}>
        <Table fz="sm" verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("conflict.field")}</Table.Th>
              <Table.Th>{t("conflict.was")}</Table.Th>
              <Table.Th>{t("conflict.mine")}</Table.Th>
              <Table.Th>{t("conflict.theirs")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.map(({ field, was, mine, theirs, contested }) => {
              const side = (which: "mine" | "theirs", value: unknown) =>
                contested ? (
                  <Radio
                    name={field}
                    checked={chosen[field] === which}
                    onChange={() => setChosen({ ...chosen, [field]: which })}
                    label={show(field, value)}
                    aria-label={`${of("field", field)}: ${t(`conflict.${which}`)}`}
                  />
                ) : (
                  show(field, value)
                );
              return (
                <Table.Tr key={field}>
                  <Table.Th scope="row">{of("field", field)}</Table.Th>
                  <Table.Td>{show(field, was)}</Table.Td>
                  <Table.Td>{side("mine", mine)}</Table.Td>
                  <Table.Td>{side("theirs", theirs)}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </div>
      <Group justify="flex-end">
        <Button variant="default" onClick={back}>
          {t("conflict.back")}
        </Button>
        <Button disabled={!isDecided} onClick={() => choose(chosen)}>
          {t("conflict.save")}
        </Button>
      </Group>
    </Stack>
  );
}
