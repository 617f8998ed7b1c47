import { Paper, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNames } from "../../i18n/use-names.ts";
import { Failed } from "../../shell/states.tsx";
import { costsOf, queuesOf } from "./machine.ts";

const SHOWN = 12;
const EVERY = 5_000;

/** Queues and cost, as the machine under the system knows them: here the local runtime, in an account AWS's own pages. */
export function MachinePanel({ isLocal }: { readonly isLocal: boolean }) {
  const { t } = useTranslation();
  if (!isLocal)
    return (
      <Paper withBorder p="sm" component="section" aria-label={t("flow.machine")}>
        <Text component="h2" fw={600} size="sm" mb={4}>
          {t("flow.machine")}
        </Text>
        <Text size="sm">{t("flow.elsewhere")}</Text>
      </Paper>
    );
  return <LocalMachine />;
}

function LocalMachine() {
  const { t } = useTranslation();
  const { locale } = useNames();
  const { data, error } = useQuery({
    queryKey: ["machine"],
    queryFn: async ({ signal }) => {
      const answer = await fetch("/_local/state.json", { signal });
      if (!answer.ok) throw new Error(`/_local/state.json answered ${answer.status}`);
      const state: unknown = await answer.json();
      return { queues: queuesOf(state), costs: costsOf(state) };
    },
    refetchInterval: EVERY,
  });
  const number = new Intl.NumberFormat(locale);
  const usd = new Intl.NumberFormat(locale, { style: "currency", currency: "USD", minimumFractionDigits: 2, maximumFractionDigits: 6 });
  const total = data?.costs.reduce((sum, { usd: each }) => sum + each, 0) ?? 0;
  return (
    <>
      <Paper withBorder p="sm" component="section" aria-label={t("flow.queues")}>
        <Text component="h2" fw={600} size="sm" mb={4}>
          {t("flow.queues")}
        </Text>
        {error !== null && <Failed problem={error} />}
        {data !== undefined && data.queues.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("flow.allQuiet")}
          </Text>
        )}
        <ul className="entries">
          {data?.queues.map(({ name, isDeadLetters, waiting, inFlight }) => (
            <li key={name}>
              <span className="state" data-tone={isDeadLetters ? "bad" : "open"}>
                {name}
              </span>
              <span>{t("flow.waiting", { messages: number.format(waiting), inFlight: number.format(inFlight) })}</span>
              <span />
            </li>
          ))}
        </ul>
      </Paper>
      <Paper withBorder p="sm" component="section" aria-label={t("flow.cost")}>
        <Text component="h2" fw={600} size="sm" mb={4}>
          {t("flow.cost")} <span className="number">{usd.format(total)}</span>
        </Text>
        <Text size="xs" c="dimmed" mb={4}>
          {t("flow.costHint")}
        </Text>
        <div className="scroll-x" tabIndex={0} role="group" aria-label={t("flow.cost")}>
          <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("flow.useCase")}</Table.Th>
                <Table.Th className="number">{t("flow.calls")}</Table.Th>
                <Table.Th className="number">{t("flow.perMillion")}</Table.Th>
                <Table.Th className="number">USD</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data?.costs.slice(0, SHOWN).map(({ useCase, calls, usdPerMillion, usd: spent }) => (
                <Table.Tr key={useCase}>
                  <Table.Th scope="row">{useCase}</Table.Th>
                  <Table.Td className="number">{number.format(calls)}</Table.Td>
                  <Table.Td className="number">{usd.format(usdPerMillion)}</Table.Td>
                  <Table.Td className="number">{usd.format(spent)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </Paper>
    </>
  );
}
