import { Button, Checkbox, Popover, ScrollArea, Stack } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNames } from "../i18n/use-names.ts";

interface Props {
  readonly all: readonly string[];
  readonly shown: readonly string[];
  readonly choose: (shown: string[]) => void;
}

/** Which columns are shown. The first names the thing and stays. */
export function ColumnChoice({ all, shown, choose }: Props) {
  const { t } = useTranslation();
  const { of } = useNames();
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns3 size={16} aria-hidden />}>
          {t("list.columns")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("list.columns")}>
        <ScrollArea.Autosize mah={360}>
          <Stack gap={6}>
            {all.map((name) => (
              <Checkbox
                key={name}
                size="xs"
                label={of("field", name)}
                checked={shown.includes(name)}
                disabled={name === shown[0]}
                onChange={({ currentTarget }) => choose(all.filter((other) => (other === name ? currentTarget.checked : shown.includes(other))))}
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
