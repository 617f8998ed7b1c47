import * as z from "zod";

const Told = z.union([z.object({ access_token: z.string() }), z.object({ error: z.string() })]);

/** A token for everything in a tenant: the one in WEFT_TOKEN, or one that the local runtime at this address gives. */
export async function tokenAt(url: string, tenant: string): Promise<string> {
  const given = process.env["WEFT_TOKEN"];
  if (given !== undefined) return given;
  const answer = await fetch(new URL("/_local/token", url), {
    method: "POST",
    headers: { "content-type": "application/json", "x-weft-local": "1" },
    body: JSON.stringify({ tenant, role: "admin" }),
  }).catch(() => null);
  if (answer === null) throw new Error(`Nothing answers at ${url}: start Weft with "npm start" first, or name where it runs with --url.`);
  const told = Told.safeParse(await answer.json().catch(() => null));
  if (!told.success) throw new Error(`What runs at ${url} gives no local token: put one into WEFT_TOKEN.`);
  if ("error" in told.data) throw new Error(told.data.error);
  return told.data.access_token;
}
