import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWork } from "../session/session-context.ts";
import { Failed } from "../shell/states.tsx";
import { joined, nextOf } from "./csv.ts";

/** Saves the whole list as it is filtered. The token goes along, which a plain link could not do. */
export function ExportButton({ path, filters, name }: { readonly path: string; readonly filters: Readonly<Record<string, string>>; readonly name: string }) {
  const { client } = useWork();
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const parts: string[] = [];
      let query: Record<string, string> | undefined = { ...filters, format: "csv", bom: "true" };
      while (query !== undefined) {
        const response: Response = await client.raw({ method: "GET", path, query, headers: { accept: "text/csv" } });
        parts.push(await response.text());
        const next = nextOf(response.headers.get("link"));
        query = next && { ...next, format: "csv" };
      }
      // `text()` drops the byte order mark, by which Excel knows UTF-8.
      offer(new Blob(["\uFEFF", joined(parts)], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
    } catch (problem) {
      notifications.show({ message: <Failed problem={problem} />, withBorder: false, closeButtonProps: { "aria-label": t("form.close") } });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button variant="default" size="xs" leftSection={<IconDownload size={16} aria-hidden />} loading={busy} onClick={() => void save()}>
      {t("list.export")}
    </Button>
  );
}

function offer(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
