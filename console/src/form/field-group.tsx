import { Fieldset, Text } from "@mantine/core";
import { fieldsOf } from "../contract/resources.ts";
import { useNames } from "../i18n/use-names.ts";
import { useWork } from "../session/session-context.ts";
import { type FieldProps, useForm } from "./form-context.ts";
import { pointerTo } from "./draft.ts";

/** The fields of a part, as an address. Where the part may be left out, nothing in it is needed until something in it is filled in. */
export function FieldGroup({ name, schema, pointer, required }: FieldProps) {
  const { contract } = useWork();
  const { of } = useNames();
  const { fault, Field } = useForm();
  return (
    <Fieldset legend={of("field", name)} className="wide">
      {fault(pointer) !== undefined && (
        <Text size="sm" c="red.8" role="alert">
          {fault(pointer)}
        </Text>
      )}
      <div className="form-grid">
        {fieldsOf(contract, schema).map((field) => (
          <Field key={field.name} {...field} pointer={pointerTo(pointer, field.name)} required={required && field.required} />
        ))}
      </div>
    </Fieldset>
  );
}
