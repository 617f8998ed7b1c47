import { ActionIcon, Group, Menu, Text } from "@mantine/core";
import { IconArrowsMove } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Amounts } from "../../format/amounts.tsx";
import { Day } from "../../format/day.tsx";
import { Reference } from "../../format/reference.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { ThingLink } from "../thing-link.tsx";
import { type Card, isOpenStage, type Stage, stages } from "./board.ts";

interface Props {
  readonly card: Card;
  readonly put: (card: Card, stage: Stage) => void;
  readonly mayMove: (stage: Stage) => boolean;
  readonly moving: boolean;
  /** What goes along when the card is dragged. */
  readonly carry: (transfer: DataTransfer) => void;
}

/** An opportunity on the board. Everything a drag does its menu does as well. */
export function CardView({ card, put, mayMove, moving, carry }: Props) {
  const { t } = useTranslation();
  const { of } = useNames();
  const targets = isOpenStage(card.stage) ? stages.filter((stage) => stage !== card.stage && mayMove(stage)) : [];
  return (
    <li className="board-card" draggable={targets.length > 0} aria-busy={moving} onDragStart={({ dataTransfer }) => carry(dataTransfer)}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap={4}>
        <Text size="sm" fw={600} component="div">
          <ThingLink to="sales/opportunities" id={card.id}>
            {card.title}
          </ThingLink>
        </Text>
        {targets.length > 0 && (
          <Menu position="bottom-end" returnFocus>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size="sm" loading={moving} aria-label={t("board.move", { title: card.title })}>
                <IconArrowsMove size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {targets.map((stage) => (
                <Menu.Item key={stage} onClick={() => put(card, stage)}>
                  {of("value", stage)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      <Text size="sm" c="dimmed" component="div">
        <Reference to="sales/customers" id={card.customerId} />
      </Text>
      <Group justify="space-between" gap={4}>
        <Text size="sm">
          <Amounts of={card.value === undefined ? [] : [card.value]} />
        </Text>
        {isOpenStage(card.stage) && (
          <Text size="xs" c="dimmed">
            {card.probabilityPercent} % {card.expectedCloseOn !== "" && "· "}
            {card.expectedCloseOn !== "" && <Day of={card.expectedCloseOn} />}
          </Text>
        )}
      </Group>
    </li>
  );
}
