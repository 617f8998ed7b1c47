import { createHash } from "node:crypto";
import { page } from "../_runtime/use-case.ts";

const START = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#docs", deepLinking: true, validatorUrl: "none", persistAuthorization: false, tryItOutEnabled: true });`;
const hash = (script: string) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
/** A script's end inside a string of the bundle would end the page's script element. */
const inElement = (script: string) => script.replaceAll("</script", "<\\/script");

export const useCase = page({
  summary: "Read the API's reference as a page",
  route: "GET /docs",
  contentType: "text/html; charset=utf-8",
  cacheSeconds: 300,
  touches: [],
  /** One document that asks nothing of any other host, so it works behind every firewall and leaks nothing. */
  async run() {
    const [bundle, css] = await Promise.all([import("swagger-ui-dist/swagger-ui-bundle.js?raw"), import("swagger-ui-dist/swagger-ui.css?raw")]);
    const script = inElement(bundle.default);
    const policy = `default-src 'none'; script-src ${hash(script)} ${hash(START)}; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'`;
    return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Weft API</title><meta name="viewport" content="width=device-width"><meta http-equiv="content-security-policy" content="${policy}"><link rel="icon" href="data:,"><style>${css.default}</style></head><body><div id="docs"></div><script>${script}</script><script>${START}</script></body></html>`;
  },
});
export const { handler } = useCase;
