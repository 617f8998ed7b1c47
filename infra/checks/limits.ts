import { at, inside, lengthOf, listOf, type Placed, type Rule, textOf, type Templates } from "./template.ts";

const longer = (placed: readonly Placed[], property: string, most: number): string[] =>
  placed
    .filter(({ properties }) => lengthOf(properties[property]) - 2 > most)
    .map((each) => `${at(each)}: ${property} has ${lengthOf(each.properties[property]) - 2} characters, ${most} are allowed`);
const numberOf = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);
const most = (count: number, allowed: number, what: string): string[] => (count > allowed ? [`${count} ${what}, ${allowed} are allowed`] : []);
const groups = (placed: readonly Placed[], property: string) => Map.groupBy(placed, ({ properties }) => textOf(properties[property] ?? "default"));

/** Limits of the platform that a synthesis can see, so that a deployment never meets them. */
export const limits: readonly Rule[] = [
  {
    id: "resources-per-stack",
    why: "CloudFormation takes 500 resources a stack (AWS CloudFormation quotas). A context that comes near it is two contexts.",
    check: ({ stacks }) => stacks.flatMap(({ name, resources }) => most(resources.length, 500, `resources in ${name}`)),
  },
  {
    id: "template-size",
    why: "A template may have 1 MB and 200 outputs (AWS CloudFormation quotas).",
    check: ({ stacks }) =>
      stacks.flatMap(({ name, size, outputs }) => [...most(size, 1_000_000, `bytes in ${name}`), ...most(outputs, 200, `outputs in ${name}`)]),
  },
  {
    id: "rules-per-bus",
    why: "A bus takes 300 rules (Amazon EventBridge quotas); 250 leave room for rules that subscribers make.",
    check: (all) => [...groups(all.of("AWS::Events::Rule"), "EventBusName")].flatMap(([bus, rules]) => most(rules.length, 250, `rules on the bus ${bus}`)),
  },
  {
    id: "targets-per-rule",
    why: "A rule takes five targets (Amazon EventBridge quotas).",
    check: (all) => all.of("AWS::Events::Rule").flatMap((rule) => most(listOf(rule.properties["Targets"]).length, 5, `targets in ${at(rule)}`)),
  },
  {
    id: "pattern-length",
    why: "An event pattern may have 2,048 characters (Amazon EventBridge quotas).",
    check: (all) =>
      all.of("AWS::Events::Rule").flatMap((rule) => most(lengthOf(rule.properties["EventPattern"]), 2048, `characters in the pattern of ${at(rule)}`)),
  },
  {
    id: "bus-policy-length",
    why: "A bus's whole policy may have 10,240 characters (Amazon EventBridge quotas): from about forty accounts on, name the organisation.",
    check: (all) =>
      [...groups(all.of("AWS::Events::EventBusPolicy"), "EventBusName")].flatMap(([bus, parts]) =>
        most(lengthOf(parts.map(({ properties }) => properties["Statement"])), 10_240, `characters in the policy of the bus ${bus}`),
      ),
  },
  {
    id: "integrations-per-api",
    why: "An HTTP API takes 300 integrations and 300 routes (Amazon API Gateway quotas).",
    check: (all) =>
      ["AWS::ApiGatewayV2::Integration", "AWS::ApiGatewayV2::Route"].flatMap((type) =>
        [...groups(all.of(type), "ApiId")].flatMap(([, each]) => most(each.length, 300, `${type} of one API`)),
      ),
  },
  {
    id: "scopes-per-route",
    why: "A route takes ten scopes (Amazon API Gateway quotas).",
    check: (all) =>
      all.of("AWS::ApiGatewayV2::Route").flatMap((route) => most(listOf(route.properties["AuthorizationScopes"]).length, 10, `scopes in ${at(route)}`)),
  },
  {
    id: "unique-routes",
    why: "Two use cases on one route: the gateway would know only one of them. Names of path parameters do not tell routes apart.",
    check: (all) =>
      [...Map.groupBy(all.of("AWS::ApiGatewayV2::Route"), ({ properties }) => textOf(properties["RouteKey"]).replaceAll(/\{[^}]*\}/g, "{}"))].flatMap(
        ([route, same]) => (same.length > 1 ? [`${route} is the route of ${same.map(at).join(" and ")}`] : []),
      ),
  },
  {
    id: "gateway-time",
    why: "The gateway waits 30 seconds at most (Amazon API Gateway quotas), so a function that answers it must be done before.",
    check: (all) =>
      all
        .of("AWS::ApiGatewayV2::Integration")
        .flatMap((each) => most(numberOf(each.properties["TimeoutInMillis"], 30_000), 30_000, `milliseconds for ${at(each)}`)),
  },
  {
    id: "name-length",
    why: "Names of functions and rules have 64 characters at most, of queues 80 (AWS Lambda, Amazon EventBridge, Amazon SQS quotas).",
    check: (all) => [
      ...longer(all.of("AWS::Lambda::Function"), "FunctionName", 64),
      ...longer(all.of("AWS::Events::Rule"), "Name", 64),
      ...longer(all.of("AWS::SQS::Queue"), "QueueName", 80),
    ],
  },
  {
    id: "text-length",
    why: "Descriptions have 256 characters at most for functions, 512 for rules and 1,024 for alarms (their CloudFormation references).",
    check: (all) => [
      ...longer(all.of("AWS::Lambda::Function"), "Description", 256),
      ...longer(all.of("AWS::Events::Rule"), "Description", 512),
      ...longer(all.of("AWS::CloudWatch::Alarm"), "AlarmDescription", 1024),
    ],
  },
  {
    id: "environment-size",
    why: "A function's environment has 4 KB (AWS Lambda quotas).",
    check: (all) =>
      all
        .of("AWS::Lambda::Function")
        .flatMap((each) => most(lengthOf(inside(each.properties, "Environment", "Variables")), 4096, `bytes of environment in ${at(each)}`)),
  },
  {
    id: "role-policy-length",
    why: "A role's inline policies have 10,240 characters together (IAM quotas).",
    check: (all) => all.of("AWS::IAM::Role").flatMap((role) => most(lengthOf(role.properties["Policies"]), 10_240, `characters of policy in ${at(role)}`)),
  },
  {
    id: "queue-policy-length",
    why: "A queue's policy has 8,192 bytes (Amazon SQS quotas): so many rules may not all end in one queue.",
    check: (all) =>
      all.of("AWS::SQS::QueuePolicy").flatMap((policy) => most(lengthOf(policy.properties["PolicyDocument"]), 8192, `bytes of policy in ${at(policy)}`)),
  },
  {
    id: "resource-server-scopes",
    why: "A resource server takes 100 scopes (Amazon Cognito quotas): with more tenants than that, programs need a pool of their own.",
    check: (all) =>
      all.of("AWS::Cognito::UserPoolResourceServer").flatMap((server) => most(listOf(server.properties["Scopes"]).length, 100, `scopes in ${at(server)}`)),
  },
  {
    id: "queue-patience",
    why: "A queue hides a message for six times its function's time and the batching window (AWS: Amazon SQS event source mappings), or work is given out twice.",
    check: patience,
  },
];

/** A mapping names its function and its queue by reference, so both stand in its own stack. */
function patience(all: Templates): string[] {
  return all.of("AWS::Lambda::EventSourceMapping").flatMap((mapping) => {
    const named = (property: string, type: string) =>
      all.of(type).find(({ stack, id }) => stack === mapping.stack && textOf(mapping.properties[property]).includes(`"${id}"`));
    const queue = named("EventSourceArn", "AWS::SQS::Queue");
    const made = named("FunctionName", "AWS::Lambda::Function");
    if (queue === undefined || made === undefined) return [];
    const needed = 6 * numberOf(made.properties["Timeout"], 3) + numberOf(mapping.properties["MaximumBatchingWindowInSeconds"], 0);
    const hidden = numberOf(queue.properties["VisibilityTimeout"], 30);
    return hidden < needed ? [`${at(queue)} hides messages for ${hidden} s, ${at(made)} needs ${needed} s`] : [];
  });
}
