import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import { CallerError } from "./caller-error.ts";
import type { Command } from "./definition.ts";
import { invalid } from "./http-request.ts";

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;

/** Whether only to check: `?dryRun=true`, the one parameter that every command takes. */
export function dryRunOf(event: Event): boolean {
  const { dryRun, ...unknown } = event.queryStringParameters ?? {};
  const faults = Object.keys(unknown).map((name) => ({ parameter: name, detail: "is not a parameter of this request" }));
  if (dryRun !== undefined && dryRun !== "true" && dryRun !== "false") faults.push({ parameter: "dryRun", detail: "must be true or false" });
  if (faults.length > 0) throw invalid(faults);
  return dryRun === "true";
}

/** The version that If-Match names (RFC 9110, 13.1.1), for the thing that the path names. */
export function guardOf(useCase: Command, event: Event) {
  const given = event.headers["if-match"];
  if (given === undefined || given === "*") return undefined;
  const [id] = Object.values(event.pathParameters ?? {});
  if (useCase.guards === undefined || id === undefined) throw invalid([{ parameter: "If-Match", detail: "is not a header of this request" }]);
  const version = /^"(\d{1,15})"$/.exec(given)?.[1];
  if (version === undefined)
    throw new CallerError(412, "precondition_failed", 'If-Match takes one ETag as it was given, such as "3".', {
      faults: [{ header: "If-Match", detail: "is not an ETag of ours" }],
    });
  return { of: useCase.guards, id, version: Number(version) };
}
