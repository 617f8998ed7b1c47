import { useEffect, useRef } from "react";
import type { Schema } from "../contract/contract.ts";
import { fieldsOf } from "../contract/resources.ts";
import { useWork } from "../session/session-context.ts";
import { pointerTo } from "./draft.ts";
import { FormContext } from "./form-context.ts";
import { SchemaField } from "./schema-field.tsx";
import type { UsedForm } from "./use-form-state.ts";

/** Every field of a body, those that are needed first. After a try that failed the first wrong one has the focus. */
export function FormFields({ form, schema }: { readonly form: UsedForm; readonly schema: Schema }) {
  const { contract } = useWork();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (form.tries > 0) place.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [form.tries]);
  const fields = fieldsOf(contract, schema);
  return (
    <FormContext value={{ ...form, Field: SchemaField }}>
      <div className="form-grid" ref={place}>
        {[...fields.filter(({ required }) => required), ...fields.filter(({ required }) => !required)].map((field) => (
          <SchemaField key={field.name} {...field} pointer={pointerTo("", field.name)} />
        ))}
      </div>
    </FormContext>
  );
}
