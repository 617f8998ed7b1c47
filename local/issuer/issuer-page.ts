import type { UserPoolModel } from "../assembly/assembly-model.ts";
import type { GatewayResponse } from "../gateway/gateway-response.ts";

/** Ready-made people are shown in these tenants; any other can be typed. */
const TENANTS = ["acme", "globex"];

/** Text as it may stand in HTML, attributes included. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}

/** A page of the issuer: no script, nothing from anywhere else, no frame around it. */
export const htmlAnswer = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): GatewayResponse => ({
  status,
  headers: {
    "content-type": "text/html;charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
    "referrer-policy": "same-origin",
    ...headers,
  },
  body,
});

const page = (title: string, body: string): string => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title} – Weft</title><link rel="icon" href="data:,">
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;max-width:44rem;margin:3rem auto;padding:0 1rem}h1{font-size:1.5rem}h2{font-size:1.1rem;margin:0 0 .6rem}
main>div{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:1.5rem}form{display:grid;gap:.5rem}label{display:grid;gap:.2rem}
input,select,button{font:inherit;min-height:2.5rem;padding:.4rem .8rem;border:1px solid GrayText;border-radius:.4rem;background:Field;color:FieldText}
button{cursor:pointer;text-align:left}:is(button,input,select):is(:hover,:focus-visible){outline:2px solid #1f5fd0;outline-offset:1px}</style></head>
<body><main><h1>${title}</h1>${body}</main></body></html>`;

/** One sentence for whoever came here in a way that leads nowhere. */
export const noticePage = (title: string, sentence: string): string => page(escapeHtml(title), `<p>${escapeHtml(sentence)}</p>`);

/** The local stand-in for Cognito's managed login: no passwords, one ready-made person for each role and tenant. */
export function signInPage(pool: UserPoolModel, query: URLSearchParams): string {
  const carried = [...query].map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`).join("");
  const form = (fields: string) => `<form method="post" action="/_local/issuer/oauth2/authorize">${carried}${fields}</form>`;
  const roles = pool.groups.map(escapeHtml);
  const people = (tenant: string) =>
    `<section aria-labelledby="${tenant}"><h2 id="${tenant}">${tenant}</h2>${form(
      `<input type="hidden" name="local_tenant" value="${tenant}">${roles
        .map((role) => `<button name="local_role" value="${role}" aria-label="${role} at ${tenant}">${role}</button>`)
        .join("")}`,
    )}</section>`;
  const other = `<section aria-labelledby="other-tenant"><h2 id="other-tenant">Another tenant</h2>${form(
    `<label>Tenant<input name="local_tenant" required minlength="2" maxlength="32" pattern="[a-z0-9][a-z0-9\\-]*" autocomplete="organization"></label>
<label>Role<select name="local_role">${roles.map((role) => `<option>${role}</option>`).join("")}</select></label><button>Sign in</button>`,
  )}</section>`;
  return page(
    "Sign in",
    `<p>This machine's stand-in for Amazon Cognito. Nobody has a password here: choose the role you want to have, and in which tenant.</p><div>${TENANTS.map(people).join("")}${other}</div>`,
  );
}
