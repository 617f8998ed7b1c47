import type { UserPoolModel } from "../assembly/assembly-model.ts";

/** Text as it may stand in HTML, attributes included. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}

/** The local stand-in for Cognito's managed login: no passwords, one ready-made person for each role. */
export function signInPage(pool: UserPoolModel, query: URLSearchParams): string {
  const carried = [...query].map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`).join("");
  const people = pool.groups.map((role) => `<button name="local_role" value="${escapeHtml(role)}">${escapeHtml(role)}</button>`).join("\n");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign in to Weft</title>
<style>body{font:16px/1.5 system-ui;max-width:28rem;margin:4rem auto;padding:0 1rem;color:#1c2430;background:#f6f7f9}form{display:grid;gap:.6rem}
label{display:grid;gap:.2rem}input,button{font:inherit;padding:.6rem .8rem;border:1px solid #b9c1cc;border-radius:.4rem;background:#fff}button{cursor:pointer;text-align:left}button:hover,button:focus-visible{border-color:#1f5fd0;outline:2px solid #1f5fd0}</style>
<h1>Sign in</h1><p>This machine's stand-in for Amazon Cognito. Choose a tenant, then who you want to be.</p>
<form method="post" action="/_local/issuer/oauth2/authorize">${carried}<label>Tenant <input name="local_tenant" value="acme" required pattern="[a-z0-9][a-z0-9\\-]*"></label>
${people}</form></html>`;
}
