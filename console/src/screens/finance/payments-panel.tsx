import { ListView } from "../../list/list-view.tsx";
import { useNames } from "../../i18n/use-names.ts";
import { useResource } from "../../session/session-context.ts";

/** What came in, newest first: where a payment went, and what of it stayed credit. */
export function PaymentsPanel() {
  const { of } = useNames();
  const resource = useResource("finance/payments");
  if (resource?.list === undefined) return null;
  return <ListView path="/finance/payments" operation={resource.list} filters={{}} label={of("collection", "payments")} resource={resource} />;
}
