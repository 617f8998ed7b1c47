import { Button, Menu, Modal } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { IconChevronDown, IconPencil } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { At, Resource } from "../contract/resources.ts";
import { filled, isOffered, relatedCreates } from "../contract/resources.ts";
import { useNames } from "../i18n/use-names.ts";
import { useWork } from "../session/session-context.ts";
import { useSingleKeys } from "../shell/single-keys.ts";
import { Loading } from "../shell/states.tsx";

const CommandForm = lazy(async () => ({ default: (await import("../form/command-form.tsx")).CommandForm }));

interface Props {
  readonly resource: Resource;
  readonly id: string;
  readonly thing: Readonly<Record<string, unknown>>;
}

/** What this person may do with the thing as it is now: revise it, act on it, begin something that refers to it. */
export function Actions({ resource, id, thing }: Props) {
  const { contract, resources } = useWork();
  const { of } = useNames();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<At>();
  const [opened, { open, close }] = useDisclosure();
  const { context, collection } = resource;
  const [single] = useSingleKeys();
  const canRevise = resource.revise !== undefined && isOffered(resource.revise.operation, thing);
  useHotkeys(single && canRevise ? [["e", () => void navigate({ to: "/revise/$context/$collection/$id", params: { context, collection, id } })]] : []);
  const actions = resource.actions.filter(({ operation }) => isOffered(operation, thing));
  const creates = relatedCreates(contract, resources, resource.name).filter(({ operation }) => isOffered(operation, thing));
  return (
    <>
      {canRevise && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPencil size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/revise/$context/$collection/$id" params={{ context, collection, id }} {...props} />}
        >
          {of("operation", resource.revise?.operation.id ?? "")}
        </Button>
      )}
      {actions.map((action) => (
        <Button
          key={action.path}
          size="xs"
          variant={action.operation.danger === true ? "outline" : "filled"}
          {...(action.operation.danger === true && { color: "red" })}
          onClick={() => {
            setAsked(action);
            open();
          }}
        >
          {of("operation", action.operation.id)}
        </Button>
      ))}
      {creates.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
              {t("detail.more")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {creates.map(({ resource: target, operation, by }) => (
              <Menu.Item
                key={operation.id}
                onClick={() =>
                  void navigate({
                    to: "/create/$context/$collection",
                    params: { context: target.context, collection: target.collection },
                    search: { [by]: id },
                  })
                }
              >
                {of("operation", operation.id)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Modal opened={opened} onClose={close} title={of("operation", asked?.operation.id ?? "")} size="lg" closeButtonProps={{ "aria-label": t("form.close") }}>
        {asked !== undefined && (
          <Suspense fallback={<Loading lines={3} />}>
            <CommandForm operation={asked.operation} method="POST" path={filled(asked.path, id)} given={{}} done={close} cancel={close} />
          </Suspense>
        )}
      </Modal>
    </>
  );
}
