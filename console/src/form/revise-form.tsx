import { Button, Group, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../contract/problem.ts";
import { refresh } from "../contract/refresh.ts";
import { type At, fieldsOf, filled, type Resource } from "../contract/resources.ts";
import { thingQuery } from "../detail/thing-query.ts";
import { useNames } from "../i18n/use-names.ts";
import { useWork } from "../session/session-context.ts";
import { Failed } from "../shell/states.tsx";
import { type Difference, differences, merged } from "./conflict.ts";
import { ConflictView } from "./conflict-view.tsx";
import { changes } from "./draft.ts";
import { FormFields } from "./form-fields.tsx";
import { useFormState } from "./use-form-state.ts";

interface Read {
  readonly data: Record<string, unknown>;
  readonly etag: string | undefined;
}

interface Props {
  readonly resource: Resource;
  readonly revise: At;
  readonly id: string;
  readonly read: Read;
  readonly leave: () => void;
}

/** Sends what was changed and nothing else, for the version that was read. Where others were faster, both versions are compared and nothing is lost. */
export function ReviseForm({ resource, revise, id, read, leave }: Props) {
  const { client, contract } = useWork();
  const { of } = useNames();
  const { t } = useTranslation();
  const queries = useQueryClient();
  const schema = revise.operation.body ?? {};
  const names = fieldsOf(contract, schema).map(({ name }) => name);
  const only = (thing: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(names.flatMap((name) => (thing[name] === undefined ? [] : [[name, thing[name]] as const])));
  const [base, setBase] = useState(read);
  const [conflict, setConflict] = useState<{ readonly now: Read; readonly found: readonly Difference[] }>();
  const form = useFormState(schema, only(read.data));
  const sending = useMutation({
    mutationFn: async ({ from, to }: { from: Read; to: Record<string, unknown> }) => {
      const headers = from.etag === undefined ? {} : { "if-match": from.etag };
      return client.ask({
        method: "PATCH",
        path: filled(revise.path, id),
        body: changes(only(from.data), to),
        headers: { ...headers, "idempotency-key": crypto.randomUUID() },
      });
    },
    onSuccess: () => {
      refresh(queries);
      notifications.show({
        message: t("form.done", { action: of("operation", revise.operation.id) }),
        color: "teal",
        closeButtonProps: { "aria-label": t("form.close") },
      });
      leave();
    },
    onError: async (problem, { from, to }) => {
      form.refused(problem);
      if (!(problem instanceof Problem) || problem.status !== 412) return;
      const now = await queries.fetchQuery({ ...thingQuery(client, resource, id), staleTime: 0 });
      setConflict({ now, found: differences(names, only(from.data), to, only(now.data)) });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const changed = changes(only(base.data), form.ready);
    if (Object.keys(changed).length === 0) leave();
    else if (form.check(changed)) sending.mutate({ from: base, to: form.ready });
  };
  if (conflict !== undefined)
    return (
      <ConflictView
        schema={schema}
        found={conflict.found}
        back={() => setConflict(undefined)}
        choose={(chosen) => {
          const to = merged(conflict.found, only(conflict.now.data), chosen);
          setBase(conflict.now);
          form.replace(to);
          setConflict(undefined);
          if (Object.keys(changes(only(conflict.now.data), to)).length === 0) leave();
          else sending.mutate({ from: conflict.now, to });
        }}
      />
    );
  return (
    <form onSubmit={submit} noValidate aria-label={of("operation", revise.operation.id)}>
      <Stack gap="sm">
        {sending.error !== null && <Failed problem={sending.error} />}
        <FormFields form={form} schema={schema} />
        <Group justify="flex-end">
          <Button variant="default" onClick={leave}>
            {t("form.cancel")}
          </Button>
          <Button type="submit" loading={sending.isPending}>
            {t("form.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
