import { at, inside, listOf, type Placed, type Rule, stringsOf, type Templates, textOf } from "./template.ts";

interface Grant {
  readonly role: Placed;
  readonly statement: unknown;
  readonly actions: readonly string[];
}

const statementsIn = (document: unknown): readonly unknown[] => listOf(inside(document, "Statement"));
/** Everything any role allows, statement by statement. */
function grants(all: Templates): Grant[] {
  const inline = all
    .of("AWS::IAM::Role")
    .flatMap((role) =>
      listOf(role.properties["Policies"]).flatMap((policy) => statementsIn(inside(policy, "PolicyDocument")).map((statement) => ({ role, statement }))),
    );
  const attached = all
    .of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
    .flatMap((role) => statementsIn(role.properties["PolicyDocument"]).map((statement) => ({ role, statement })));
  return [...inline, ...attached]
    .filter(({ statement }) => inside(statement, "Effect") === "Allow")
    .map(({ role, statement }) => ({ role, statement, actions: stringsOf(inside(statement, "Action")) }));
}

const ITEM_WRITES = ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"].map((action) => `dynamodb:${action}`);
const ITEM_ACTIONS = [...ITEM_WRITES, "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"];
/** Actions that AWS knows no resource for, each with where that is said. */
export const RESOURCELESS: Readonly<Record<string, string>> = {
  "xray:PutTraceSegments": "Service authorization reference, AWS X-Ray",
  "xray:PutTelemetryRecords": "Service authorization reference, AWS X-Ray",
  "dynamodb:ListStreams": "AWS Lambda developer guide, execution role of a DynamoDB stream mapping",
};
const condition = (statement: unknown, operator: string, key: string): readonly unknown[] => listOf(inside(statement, "Condition", operator, key));
const wrong = (found: readonly Grant[], sentence: string): string[] => found.map(({ role, actions }) => `${at(role)} ${sentence} (${actions.join(", ")})`);

/** Who may do what: rules that cdk-nag does not know. */
export const permissionRules: readonly Rule[] = [
  {
    id: "no-whole-table",
    why: "A scan, PartiQL or a batch write passes by the walls between contexts and the outbox.",
    check: (all) =>
      wrong(
        grants(all).filter(({ actions }) => actions.some((action) => /^dynamodb:(Scan|PartiQL|BatchWriteItem|ExportTable|\*)/.test(action))),
        "may read or write the whole table",
      ),
  },
  {
    id: "own-partitions-only",
    why: "The contexts of the one table are walls only if every grant names the partitions it is for; ForAllValues holds for a missing key, hence Null.",
    check: (all) =>
      wrong(
        grants(all).filter(
          ({ actions, statement }) =>
            actions.some((action) => ITEM_ACTIONS.includes(action)) &&
            (condition(statement, "ForAllValues:StringLike", "dynamodb:LeadingKeys").length === 0 ||
              condition(statement, "Null", "dynamodb:LeadingKeys")[0] !== "false"),
        ),
        "reaches items without naming their partitions",
      ),
  },
  {
    id: "writes-in-transactions-only",
    why: "A write outside a transaction would not carry its facts, and is applied twice when its answer is lost.",
    check: (all) =>
      wrong(
        grants(all).filter(
          ({ actions, statement }) =>
            actions.some((action) => ITEM_WRITES.includes(action)) &&
            textOf(condition(statement, "ForAnyValue:StringEquals", "dynamodb:EnclosingOperation")) !== '["TransactWriteItems"]',
        ),
        "may write outside a transaction",
      ),
  },
  {
    id: "no-scan-by-accident",
    why: "Whoever may read the table is also denied its whole, whatever else the role is given one day.",
    check: (all) =>
      [
        ...new Set(
          grants(all)
            .filter(({ actions }) => actions.some((action) => ITEM_ACTIONS.includes(action)))
            .map(({ role }) => role),
        ),
      ]
        .filter(
          (role) =>
            !listOf(role.properties["Policies"]).some((policy) =>
              statementsIn(inside(policy, "PolicyDocument")).some(
                (each) => inside(each, "Effect") === "Deny" && stringsOf(inside(each, "Action")).includes("dynamodb:Scan"),
              ),
            ),
        )
        .map((role) => `${at(role)} is not denied the scan`),
  },
  {
    id: "no-wildcards",
    why: "A wildcard grants what nobody thought of. Only actions that belong to no resource may have one.",
    check: (all) => [
      ...wrong(
        grants(all).filter(({ actions }) => actions.some((action) => action.includes("*"))),
        "is granted actions by a wildcard",
      ),
      ...wrong(
        grants(all).filter(
          ({ actions, statement }) =>
            stringsOf(inside(statement, "Resource")).some((resource) => resource.includes("*")) && !actions.every((action) => action in RESOURCELESS),
        ),
        "is granted resources by a wildcard",
      ),
      ...wrong(
        grants(all).filter(({ statement }) => textOf(inside(statement, "Resource")).includes('/*"')),
        "is granted resources by a wildcard",
      ),
    ],
  },
  {
    id: "a-role-each",
    why: "Two functions with one role may each do what the other must.",
    check: (all) =>
      [...Map.groupBy(all.of("AWS::Lambda::Function"), ({ stack, properties }) => stack + textOf(properties["Role"]))].flatMap(([, same]) =>
        same.length > 1 ? [`${same.map(at).join(" and ")} share a role`] : [],
      ),
  },
  {
    id: "no-managed-policies",
    why: "What AWS puts into a managed policy changes without us.",
    check: (all) =>
      all
        .of("AWS::IAM::Role")
        .filter(({ properties }) => listOf(properties["ManagedPolicyArns"]).length > 0)
        .map((role) => `${at(role)} has managed policies`),
  },
  {
    id: "trust-names-its-account",
    why: "A service that works for everybody could be talked into using our role for somebody else (AWS: the confused deputy problem).",
    check: (all) =>
      all
        .of("AWS::IAM::Role")
        .filter(({ properties }) =>
          statementsIn(properties["AssumeRolePolicyDocument"]).some((trust) => !textOf(inside(trust, "Condition")).includes("aws:SourceAccount")),
        )
        .map((role) => `${at(role)} trusts a service for any account`),
  },
  {
    id: "callers-are-named",
    why: "Whoever may invoke a function is named by resource and by account.",
    check: (all) =>
      all
        .of("AWS::Lambda::Permission")
        .filter(({ properties }) => properties["SourceArn"] === undefined || properties["SourceAccount"] === undefined)
        .map((each) => `${at(each)} lets in more than one source`),
  },
  {
    id: "routes-are-guarded",
    why: "Everything but a public page asks for a token with a scope; a scope also keeps ID tokens out (AWS: JWT authorizers for HTTP APIs).",
    check: (all) =>
      all
        .of("AWS::ApiGatewayV2::Route")
        .filter(
          ({ properties }) =>
            !(properties["AuthorizationType"] === "JWT" && properties["AuthorizerId"] !== undefined && listOf(properties["AuthorizationScopes"]).length > 0),
        )
        .filter(({ properties }) => !PUBLIC_ROUTES.includes(String(properties["RouteKey"])))
        .map((route) => `${at(route)}: ${String(route.properties["RouteKey"])} asks for no scope`),
  },
];

/** What anybody may read: a new one is a decision, made here. */
const PUBLIC_ROUTES = ["GET /health", "GET /openapi.json", "GET /docs", "GET /events"];
