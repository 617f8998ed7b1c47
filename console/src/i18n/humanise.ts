/** Written otherwise than their name says. */
const SPELLED: Readonly<Record<string, string>> = { id: "Id", sku: "SKU", csv: "CSV", taxId: "Tax number", json: "JSON", jsonl: "JSON Lines" };

/** A name as people read it: "placedOn" → "Placed on", "stock-levels" → "Stock levels", "customerId" → "Customer", "days1To30" → "Days 1 to 30". */
export function humanise(name: string): string {
  const known = SPELLED[name];
  if (known !== undefined) return known;
  const words = name
    .replace(/Id$/, "")
    .replace(/([a-z])([A-Z0-9])/g, "$1 $2")
    .replace(/([0-9])([A-Z])/g, "$1 $2")
    .replace(/[-_]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
