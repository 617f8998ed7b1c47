import { Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNames } from "../../i18n/use-names.ts";
import type { Travelled } from "./flow.ts";

/** Every fact that travelled: how often, how fast, who heard it. */
export function FlowTable({ facts }: { readonly facts: readonly Travelled[] }) {
  const { t } = useTranslation();
  const { of, locale } = useNames();
  const number = new Intl.NumberFormat(locale);
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={t("flow.facts")}>
      <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("flow.fact")}</Table.Th>
            <Table.Th>{t("flow.from")}</Table.Th>
            <Table.Th>{t("flow.to")}</Table.Th>
            <Table.Th className="number">{t("flow.count")}</Table.Th>
            <Table.Th className="number">{t("flow.after")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {facts.map(({ context, name, heardBy, count, meanMs }) => (
            <Table.Tr key={`${context}.${name}`}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td>{of("context", context)}</Table.Td>
              <Table.Td>{[...new Set(heardBy.map((useCase) => useCase.split("/")[0] ?? ""))].map((each) => of("context", each)).join(", ") || "–"}</Table.Td>
              <Table.Td className="number">{number.format(count)}</Table.Td>
              <Table.Td className="number">{meanMs === undefined ? "–" : `${number.format(meanMs)} ms`}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
