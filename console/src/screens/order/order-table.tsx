import { Group, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { showMoney } from "../../format/money.ts";
import { useNames } from "../../i18n/use-names.ts";
import { ThingLink } from "../thing-link.tsx";
import { type OrderLineBar, type Standing, standings } from "./order-lines.ts";

/** A bar for each line, as long as what was ordered. The words beside it say the same. */
export function OrderTable({ bars }: { readonly bars: readonly OrderLineBar[] }) {
  const { t } = useTranslation();
  const { of, locale } = useNames();
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const present = standings.filter((name) => bars.some(({ isService, parts }) => !isService && parts[name] > 0));
  return (
    <section aria-label={of("field", "lines")}>
      <Group gap="md" mt="sm" mb={4} className="legend" aria-hidden>
        {present.map((name) => (
          <Text key={name} size="xs" c="dimmed" span className="legend-entry" data-standing={name}>
            {t(`order.${name}`)}
          </Text>
        ))}
      </Group>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={of("field", "lines")}>
        <Table verticalSpacing={6} horizontalSpacing="xs" fz="sm" className="bars">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{of("field", "sku")}</Table.Th>
              <Table.Th className="number">{t("order.ordered")}</Table.Th>
              <Table.Th className="bar-cell">{t("order.standing")}</Table.Th>
              <Table.Th className="number">{of("field", "unitPrice")}</Table.Th>
              <Table.Th className="number">{of("field", "net")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {bars.map(({ lineNo, sku, isService, ordered, parts, unitPrice, net }) => (
              <Table.Tr key={lineNo}>
                <Table.Td>
                  <ThingLink to="catalog/products" id={sku}>
                    {sku}
                  </ThingLink>
                </Table.Td>
                <Table.Td className="number">{number.format(ordered)}</Table.Td>
                <Table.Td className="bar-cell">
                  {isService ? (
                    <Text size="sm" c="dimmed">
                      {t("order.service")}
                    </Text>
                  ) : (
                    <Bar ordered={ordered} parts={parts} />
                  )}
                </Table.Td>
                <Table.Td className="number">{unitPrice !== undefined && showMoney(unitPrice, locale)}</Table.Td>
                <Table.Td className="number">{net !== undefined && showMoney(net, locale)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}

function Bar({ ordered, parts }: { readonly ordered: number; readonly parts: Readonly<Record<Standing, number>> }) {
  const { t } = useTranslation();
  const { locale } = useNames();
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const shown = standings.filter((name) => parts[name] > 0);
  return (
    <>
      <div className="bar" aria-hidden>
        {shown.map((name) => (
          <span key={name} data-standing={name} style={{ width: `${(100 * parts[name]) / ordered}%` }} />
        ))}
      </div>
      <Text size="xs" c="dimmed">
        {shown.map((name) => `${number.format(parts[name])} ${t(`order.${name}`)}`).join(" · ")}
      </Text>
    </>
  );
}
