import { Aws, aws_apigatewayv2 as gateway, Validations } from "aws-cdk-lib";
import type { Command, PublicPage, Query } from "../../functions/_runtime/definition.ts";
import type { Core } from "../stacks/core-stack.ts";
import type { MakeFunction } from "./on-facts.ts";

/** Well below the 30 seconds the gateway waits, so that a caller hears from us and not from the gateway. */
const TIMEOUT_SECONDS = 20;

/** A route of the HTTP API. Everything but public pages asks for a token with the use case's scope, already at the gateway. */
export function onRoute(make: MakeFunction, name: string, definition: Command | Query | PublicPage, { api }: Core): void {
  const { route } = definition;
  const made = make({ timeoutSeconds: TIMEOUT_SECONDS });
  const [method = "", path = ""] = route.split(" ");
  made.allow("AllowGateway", "apigateway.amazonaws.com", `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:${api.id}/*/${method}${path}`);
  const integration = new gateway.CfnIntegration(made, "Integration", {
    apiId: api.id,
    integrationType: "AWS_PROXY",
    integrationUri: made.arn,
    payloadFormatVersion: "2.0",
    timeoutInMillis: (TIMEOUT_SECONDS + 5) * 1000,
  });
  const guard =
    definition.kind === "page"
      ? { authorizationType: "NONE" }
      : { authorizationType: "JWT", authorizerId: api.authorizerId, authorizationScopes: [`weft/${definition.scope}`] };
  const wired = new gateway.CfnRoute(made, "Route", {
    apiId: api.id,
    routeKey: route,
    operationName: name,
    target: `integrations/${integration.ref}`,
    ...guard,
  });
  if (definition.kind === "page")
    Validations.of(wired).acknowledge({ id: "AwsSolutions-APIG4", reason: "A public page: health, contract or documentation, the same for everybody." });
}
