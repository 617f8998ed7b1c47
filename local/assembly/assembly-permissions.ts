import * as z from "zod";
import { Statement } from "./assembly-functions.ts";
import { ACCOUNT, REGION } from "./assembly-identity.ts";
import type { AssemblyModel, PolicyStatement } from "./assembly-model.ts";
import { CannotStart } from "./assembly-read.ts";
import type { Resources } from "./assembly-resources.ts";

/**
 * Checks that every service that calls a function or fills a queue was allowed to: on AWS a missing grant shows only
 * when the first event is dropped. AWS sources: Lambda Developer Guide "Resource-based policies", EventBridge User
 * Guide "Resource-based policies for Amazon EventBridge", SQS queue policies.
 */
export function checkPermissions(resources: Resources, model: Omit<AssemblyModel, "region" | "accountId">): void {
  const permits = readPermissions(resources);
  const demand = (principal: string, targetArn: string, sourceArn: string, who: string) => {
    if (!permits.some((permit) => permit.principal === principal && permit.target === targetArn && (permit.source === null || like(permit.source, sourceArn))))
      throw new CannotStart(
        `${who} may not reach ${targetArn}: no ${targetArn.includes(":sqs:") ? "AWS::SQS::QueuePolicy" : "AWS::Lambda::Permission"} lets ${principal} in for ${sourceArn}.`,
      );
  };
  const functionArn = (name: string) => model.functions.find((fn) => fn.name === name)?.arn ?? unknown(name);
  for (const api of model.apis)
    for (const route of api.routes) {
      const [method = "*", path = "$default"] = route.routeKey === "$default" ? ["*", "$default"] : route.routeKey.split(" ");
      const where = path === "$default" ? "$default" : `${method === "ANY" ? "*" : method}${path}`;
      demand(
        "apigateway.amazonaws.com",
        functionArn(route.functionName),
        `arn:aws:execute-api:${REGION}:${ACCOUNT}:${api.apiId}/${api.stage}/${where}`,
        `${api.id} ${route.routeKey}`,
      );
    }
  for (const rule of [
    ...model.rules,
    ...model.schedules.filter(({ kind }) => kind === "rule").map((schedule) => ({ ...schedule, targets: [schedule.target] })),
  ])
    for (const target of rule.targets) {
      if (target.arn.includes(":event-bus/")) continue;
      demand("events.amazonaws.com", target.arn, rule.arn, rule.id);
      if (target.deadLetterArn !== null) demand("events.amazonaws.com", target.deadLetterArn, rule.arn, `${rule.id} (dead letters)`);
    }
  for (const pool of model.userPools)
    if (pool.preTokenGeneration !== null)
      demand(
        "cognito-idp.amazonaws.com",
        functionArn(pool.preTokenGeneration.functionName),
        `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${pool.poolId}`,
        pool.id,
      );
  for (const mapping of model.mappings) {
    const fn = model.functions.find(({ name }) => name === mapping.functionName) ?? unknown(mapping.functionName);
    const action = mapping.kind === "queue" ? "sqs:ReceiveMessage" : "dynamodb:GetRecords";
    if (!allows(fn.statements, action, mapping.sourceArn))
      throw new CannotStart(`${mapping.id}: ${fn.name} is fed from ${mapping.sourceArn}, but its role does not allow ${action} there.`);
  }
}

/** Whether a role's statements allow an action on a resource, conditions aside (the doors evaluate those per call). */
function allows(statements: readonly PolicyStatement[], action: string, resource: string): boolean {
  const covers = (effect: string) =>
    statements.some(
      (s) =>
        s.effect === effect &&
        s.actions.some((pattern) => like(pattern.toLowerCase(), action.toLowerCase())) &&
        s.resources.some((pattern) => like(pattern, resource)),
    );
  return covers("Allow") && !covers("Deny");
}

function unknown(name: string): never {
  throw new CannotStart(`The function ${name} is referenced, but is not part of the assembly.`);
}

/** IAM's wildcards: `*` any run of characters, `?` exactly one. */
function like(pattern: string, text: string): boolean {
  return new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "s",
  ).test(text);
}

type Permit = { readonly principal: string; readonly target: string; readonly source: string | null };
const QueueStatement = z.object({ Principal: z.union([z.string(), z.object({ Service: z.union([z.string(), z.array(z.string())]).optional() })]) });

function readPermissions(resources: Resources): Permit[] {
  const lambda = resources.of("AWS::Lambda::Permission").map((resource) => {
    const p = resources.read(resource, {
      Action: z.string(),
      FunctionName: z.string(),
      Principal: z.string(),
      SourceArn: z.string().optional(),
      SourceAccount: z.string().optional(),
    });
    return {
      principal: p.Principal,
      target: p.FunctionName.startsWith("arn:") ? p.FunctionName : `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${p.FunctionName}`,
      source: p.SourceArn ?? null,
    };
  });
  const queues = resources.of("AWS::SQS::QueuePolicy").flatMap((resource) => {
    const p = resources.read(resource, { Queues: z.array(z.string()), PolicyDocument: z.object({ Statement: z.array(z.unknown()) }) });
    return p.PolicyDocument.Statement.flatMap((raw) => {
      const statement = Statement.parse(raw);
      const { Principal: principal } = QueueStatement.parse(raw);
      const service = typeof principal === "string" ? principal : principal.Service;
      const sources = Object.values(statement.conditions).flatMap((keys) => keys["aws:SourceArn"] ?? []);
      if (statement.effect === "Deny" || service === undefined || !statement.actions.some((action) => like(action.toLowerCase(), "sqs:sendmessage"))) return [];
      const targets = statement.resources;
      return [service]
        .flat()
        .flatMap((one) => targets.flatMap((target) => (sources.length === 0 ? [null] : sources).map((source): Permit => ({ principal: one, target, source }))));
    });
  });
  return [...lambda, ...queues];
}
