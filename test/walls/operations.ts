import { readFileSync } from "node:fs";
import { join } from "node:path";
import { roles } from "../../domain/platform/roles.ts";
import { resolved } from "./json-shape.ts";

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: Record<string, any>;
}
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  /** The right it asks for; `undefined` for a page without a token. */
  readonly scope: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly body: Record<string, any> | undefined;
  readonly example: Record<string, unknown> | undefined;
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, { schema: object }>; readonly headers?: Record<string, object> }>>;
}

/** The contract that callers have: contracts/openapi.json as it is committed. */
export const document: Record<string, any> = JSON.parse(readFileSync(join(import.meta.dirname, "../../contracts/openapi.json"), "utf8"));

/** Every operation of the contract. A route added later is one of them. */
export const operations: readonly Operation[] = Object.entries<Record<string, any>>(document["paths"]).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    scope: operation.security[0]?.token?.[0],
    parameters: operation.parameters ?? [],
    body: operation.requestBody && resolved(operation.requestBody.content["application/json"].schema, document),
    example: operation.requestBody?.content["application/json"].example,
    responses: Object.fromEntries(Object.entries<object>(operation.responses).map(([status, answer]) => [status, resolved(answer, document)])),
  })),
);
export const guarded = operations.filter(({ scope }) => scope !== undefined);
export const commands = guarded.filter(({ method }) => method !== "GET");

export const operation = (id: string): Operation => {
  const found = operations.find((each) => each.id === id);
  if (found === undefined) throw new Error(`the contract has no operation ${id}`);
  return found;
};

export const roleNames = Object.keys(roles) as (keyof typeof roles)[];
/** Whether a role holds the right that an operation asks for. */
export const mayCall = (role: keyof typeof roles, { scope }: Operation): boolean => (roles[role] as readonly string[]).some((held) => `weft/${held}` === scope);

/** What a parameter or field `id` of an operation names: `/sales/opportunities/{id}` → `opportunityId`. Other names speak for themselves. */
export const fieldOf = ({ path }: Operation, name: string): string =>
  name === "id"
    ? `${(path.split("/")[2] ?? "")
        .replace(/ies$/, "y")
        .replace(/s$/, "")
        .replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Id`
    : name;
export const inPath = ({ parameters }: Operation): readonly Parameter[] => parameters.filter((parameter) => parameter.in === "path");
export const inQuery = ({ parameters }: Operation): readonly Parameter[] => parameters.filter((parameter) => parameter.in === "query");

/** The path with its parameters filled in: each by `of`, or by its example. */
export const pathOf = (called: Operation, of: (parameter: Parameter) => string = ({ schema }) => String(schema["examples"]?.[0] ?? "X")): string =>
  inPath(called).reduce((path, parameter) => path.replace(`{${parameter.name}}`, encodeURIComponent(of(parameter))), called.path);
