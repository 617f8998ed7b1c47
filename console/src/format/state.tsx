import { useNames } from "../i18n/use-names.ts";

/** Which colour a word of state has. The word says it too: colour alone says nothing to many people. */
const TONES: Readonly<Record<string, "good" | "open" | "bad" | "done">> = {
  active: "good",
  paid: "good",
  completed: "done",
  shipped: "good",
  reserved: "good",
  won: "good",
  invoiced: "good",
  done: "good",
  created: "good",
  placed: "open",
  open: "open",
  partly: "open",
  "partly-shipped": "open",
  "partly-reserved": "open",
  "partly-credited": "open",
  qualifying: "open",
  proposing: "open",
  negotiating: "open",
  working: "open",
  receiving: "open",
  waiting: "open",
  "back-ordered": "bad",
  lost: "bad",
  rejected: "bad",
  cancelled: "done",
  cancelling: "bad",
  "partly-cancelled": "bad",
  archived: "done",
  discontinued: "done",
  credited: "done",
};
const STATES = new Set(["status", "state", "stage", "fulfilment", "billing", "payment", "outcome"]);

export function State({ field, value }: { readonly field: string; readonly value: string }) {
  const { of } = useNames();
  if (!STATES.has(field)) return of("value", value);
  return (
    <span className="state" data-tone={TONES[value] ?? "done"}>
      {of("value", value)}
    </span>
  );
}
