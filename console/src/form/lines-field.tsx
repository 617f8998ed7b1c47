import { ActionIcon, Button, Fieldset, Group, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { resolved } from "../contract/contract.ts";
import { list } from "../contract/json.ts";
import { fieldsOf } from "../contract/resources.ts";
import { useNames } from "../i18n/use-names.ts";
import { useWork } from "../session/session-context.ts";
import { added, at, pointerTo, removed } from "./draft.ts";
import { type FieldProps, useForm } from "./form-context.ts";

/** Lines of a document, or a short list of values: as many as are wanted. */
export function LinesField({ name, schema, pointer }: FieldProps) {
  const { contract } = useWork();
  const { draft, set, fault, Field } = useForm();
  const { of } = useNames();
  const { t } = useTranslation();
  const item = resolved(contract, schema.items ?? {});
  const lines = list(at(draft, pointer));
  const label = of("field", name);
  return (
    <Fieldset legend={label} className="wide">
      {fault(pointer) !== undefined && (
        <Text size="sm" c="red.8" role="alert">
          {fault(pointer)}
        </Text>
      )}
      {lines.map((_, index) => (
        <Group key={index} role="group" aria-label={`${label} ${index + 1}`} align="flex-start" wrap="nowrap" className="line">
          <div className="form-grid line-fields">
            {item.properties === undefined ? (
              <Field name={name} schema={item} pointer={pointerTo(pointer, index)} required />
            ) : (
              fieldsOf(contract, item).map((field) => <Field key={field.name} {...field} pointer={pointerTo(pointerTo(pointer, index), field.name)} />)
            )}
          </div>
          <ActionIcon
            variant="subtle"
            color="red.8"
            mt={26}
            aria-label={t("form.removeLine", { number: index + 1 })}
            onClick={() => set(pointer, at(removed(draft, pointer, index), pointer))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        size="xs"
        variant="default"
        mt="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={lines.length >= (schema.maxItems ?? Number.POSITIVE_INFINITY)}
        onClick={() => set(pointer, at(added(draft, pointer, item.properties === undefined ? "" : {}), pointer))}
      >
        {t("form.addLine")}
      </Button>
    </Fieldset>
  );
}
