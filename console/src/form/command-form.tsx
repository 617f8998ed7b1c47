import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../contract/api-client.ts";
import type { Operation } from "../contract/contract.ts";
import { record } from "../contract/json.ts";
import { isOpen } from "../contract/problem.ts";
import { refresh } from "../contract/refresh.ts";
import { useNames } from "../i18n/use-names.ts";
import { useWork } from "../session/session-context.ts";
import { Failed } from "../shell/states.tsx";
import { begun } from "./begin.ts";
import { FormFields } from "./form-fields.tsx";
import { answered, keyFor, unanswered } from "./unanswered.ts";
import { useFormState } from "./use-form-state.ts";

interface Props {
  readonly operation: Operation;
  readonly method: "POST";
  readonly path: string;
  /** Known before anything is typed. */
  readonly given: Readonly<Record<string, unknown>>;
  /** The version the person saw, where it must still be that one. */
  readonly ifMatch?: string;
  readonly done: (answer: Answer) => void;
  readonly cancel: () => void;
}

/**
 * A command as a form. The Idempotency-Key is made before the first try and kept until an answer came: what was sent and never answered stands here
 * again after a reload, and takes effect once however often it is sent.
 */
export function CommandForm({ operation, method, path, given, ifMatch, done, cancel }: Props) {
  const { client, contract, claims } = useWork();
  const { of, described } = useNames();
  const { t } = useTranslation();
  const queries = useQueryClient();
  const what = `${claims.tenant} ${claims.subject} ${method} ${path}`;
  const [open, setOpen] = useState(() => unanswered(sessionStorage, what));
  const schema = operation.body ?? {};
  const form = useFormState(schema, open === undefined ? begun(contract, schema, given) : record(open.body));
  const sending = useMutation({
    mutationFn: async (body: Record<string, unknown>) => {
      const key = keyFor(sessionStorage, what, body, () => crypto.randomUUID());
      return client.ask({ method, path, body, headers: { "idempotency-key": key, ...(ifMatch !== undefined && { "if-match": ifMatch }) } });
    },
    onSuccess: (answer) => {
      answered(sessionStorage, what);
      refresh(queries);
      notifications.show({
        message: t("form.done", { action: of("operation", operation.id) }),
        color: "teal",
        closeButtonProps: { "aria-label": t("form.close") },
      });
      done(answer);
    },
    onError: (problem) => {
      if (!isOpen(problem)) answered(sessionStorage, what);
      setOpen(unanswered(sessionStorage, what));
      form.refused(problem);
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (form.check(form.ready)) sending.mutate(form.ready);
  };
  return (
    <form onSubmit={send} noValidate aria-label={of("operation", operation.id)}>
      <Stack gap="sm">
        {described(operation.summary) !== undefined && (
          <Text size="sm" c="dimmed">
            {operation.summary}
          </Text>
        )}
        {open !== undefined && (
          <Alert color="yellow" variant="outline" title={t("form.unanswered")} role="alert">
            <Text size="sm">{t("form.unansweredHint")}</Text>
          </Alert>
        )}
        {sending.error !== null && <Failed problem={sending.error} />}
        <FormFields form={form} schema={schema} />
        <Group justify="flex-end">
          <Button variant="default" onClick={cancel}>
            {t("form.cancel")}
          </Button>
          <Button type="submit" loading={sending.isPending} {...(operation.danger === true && { color: "red.8" })}>
            {operation.danger === true ? t("form.forGood", { action: of("operation", operation.id) }) : of("operation", operation.id)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
