import { contexts } from "./contexts.ts";
import type { Discovered } from "./discover.ts";
import { type Json, Schemas } from "./json-schema.ts";
import { operationOf } from "./openapi-operation.ts";
import { problemSchema } from "./openapi-problem.ts";

const about: Readonly<Record<(typeof contexts)[number], string>> = {
  sales: "Customers, opportunities, orders, and the customer's timeline",
  catalog: "Products and their prices",
  inventory: "Stock levels, reservations, receipts and shipments",
  finance: "Invoices, payments, the ledger and receivables",
  purchasing: "Suppliers",
  platform: "Health, contracts and documentation",
};

/** The API as OpenAPI 3.1, from the definitions alone. The operation's id is the use case's file name. */
export function openApi(useCases: readonly Discovered[], version: string): Json {
  const schemas = new Schemas();
  schemas.name("Problem", problemSchema);
  const paths: Record<string, Record<string, Json>> = {};
  for (const useCase of useCases) {
    const { definition } = useCase;
    if (!("route" in definition)) continue;
    const [method = "", path = ""] = definition.route.split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(useCase.name, useCase.context, definition, schemas) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Weft",
      version,
      summary: "CRM and ERP woven into one serverless system",
      description:
        "Commands answer `{ data, events }`, reads `{ data }`, lists `{ data: [...], next }`. Every POST takes an `Idempotency-Key`; every command takes `?dryRun=true`. Errors are `application/problem+json` (RFC 9457) with a stable `code`. Money is whole minor units with an ISO 4217 code, times are RFC 3339 UTC, ids are ULIDs.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: contexts.map((name) => ({ name, description: about[name] })),
    security: [],
    paths: Object.fromEntries(Object.entries(paths).sort(([one], [other]) => (one < other ? -1 : 1))),
    components: {
      schemas: schemas.all(),
      responses: Object.fromEntries([...schemas.answers].sort(([one], [other]) => (one < other ? -1 : 1))),
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "An access token of the sign-in service. Each operation names the scope it asks for.",
        },
      },
    },
  };
}
