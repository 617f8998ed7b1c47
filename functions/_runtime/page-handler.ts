import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { ulid } from "ulid";
import { errorProblem } from "./http-answer.ts";
import { log, observed, placeOf } from "./observed.ts";
import type { PublicPageDefinition } from "./definition.ts";

/** A page without a token as a Lambda function behind the HTTP API. Contents change with deployments only, so they may be kept for five minutes. */
export const pageHandler = (page: PublicPageDefinition) =>
  observed<unknown, APIGatewayProxyStructuredResultV2>(async () => {
    try {
      const headers = {
        "content-type": page.contentType,
        "cache-control": page.cacheSeconds === undefined ? "no-store" : `public, max-age=${page.cacheSeconds}`,
        "x-content-type-options": "nosniff",
        ...page.headers,
      };
      return { statusCode: 200, headers, body: await page.run() };
    } catch (error) {
      const requestId = ulid();
      log().error("unexpected", { requestId, ...placeOf(error) });
      const told = errorProblem(undefined, requestId);
      return { statusCode: told.status, headers: told.headers, body: told.body };
    }
  });
