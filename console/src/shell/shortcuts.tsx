import { Group, Kbd, Modal, Switch, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSingleKeys } from "./single-keys.ts";

const KEYS = [
  ["palette", "Ctrl K"],
  ["help", "?"],
  ["create", "N"],
  ["revise", "E"],
  ["rows", "↑ ↓"],
  ["open", "Enter"],
  ["close", "Esc"],
] as const;

export function Shortcuts({ opened, close }: { readonly opened: boolean; readonly close: () => void }) {
  const { t } = useTranslation();
  const [single, setSingle] = useSingleKeys();
  return (
    <Modal opened={opened} onClose={close} title={t("shell.shortcuts")} closeButtonProps={{ "aria-label": t("form.close") }}>
      <Table>
        <Table.Tbody>
          {KEYS.map(([what, keys]) => (
            <Table.Tr key={what}>
              <Table.Th scope="row" fw={400}>
                {t(`shortcut.${what}`)}
              </Table.Th>
              <Table.Td>
                <Group gap={4}>
                  {keys.split(" ").map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Switch mt="md" label={t("shell.singleKeys")} checked={single} onChange={({ currentTarget }) => setSingle(currentTarget.checked)} />
    </Modal>
  );
}
