import { Aws, aws_events as events, aws_iam as iam } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { EventContract } from "../../domain/kernel/event.ts";
import type { Core } from "../stacks/core-stack.ts";
import { nameOf, type Settings } from "../settings.ts";
import { alarm } from "./alarm.ts";
import { deadLetterQueue, letRuleSend } from "./queue.ts";

const RULE_ACTIONS = ["DeleteRule", "DescribeRule", "DisableRule", "EnableRule", "ListTargetsByRule", "PutTargets", "RemoveTargets"].map(
  (action) => `events:${action}`,
);
const root = (account: string) => `arn:${Aws.PARTITION}:iam::${account}:root`;

interface BusStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: string;
  readonly Condition?: object;
}

/**
 * Who may do what on the bus. Others may make rules of their own that hear public facts and nothing else, and see only those rules again;
 * nobody outside this account can tell a fact in our name (AWS: "Permissions for event buses in Amazon EventBridge").
 */
export function busStatements(
  busArn: string,
  rulesArn: string,
  { subscriberAccounts, organization }: Settings,
  publicFacts: readonly EventContract[],
): BusStatement[] {
  const onlyOurs: BusStatement = {
    Sid: "NobodyElseSpeaksAsWeft",
    Effect: "Deny",
    Principal: "*",
    Action: "events:PutEvents",
    Resource: busArn,
    Condition: { StringLike: { "events:source": "weft.*" }, StringNotEquals: { "aws:PrincipalAccount": Aws.ACCOUNT_ID } },
  };
  if (publicFacts.length === 0) return [onlyOurs];
  const ownRulesOnly = { StringEqualsIfExists: { "events:creatorAccount": "${aws:PrincipalAccount}" } };
  const publicOnly = {
    "ForAllValues:StringEquals": {
      "events:source": unique(publicFacts.map(({ context }) => `weft.${context}`)),
      "events:detail-type": unique(publicFacts.map(({ name }) => name)),
    },
    Null: { "events:source": "false", "events:detail-type": "false" },
  };
  const guests: { sid: string; principal: unknown; condition: object }[] = [];
  if (subscriberAccounts.length > 0) guests.push({ sid: "Accounts", principal: { AWS: subscriberAccounts.map(root) }, condition: {} });
  if (organization !== undefined) guests.push({ sid: "Organization", principal: "*", condition: { "aws:PrincipalOrgID": organization } });
  return [
    onlyOurs,
    ...guests.flatMap(({ sid, principal, condition }): BusStatement[] => [
      {
        Sid: `${sid}HearPublicFacts`,
        Effect: "Allow",
        Principal: principal,
        Action: "events:PutRule",
        Resource: rulesArn,
        Condition: { ...publicOnly, ...ownRulesOnly, ...equals(condition) },
      },
      {
        Sid: `${sid}KeepTheirOwnRules`,
        Effect: "Allow",
        Principal: principal,
        Action: RULE_ACTIONS,
        Resource: rulesArn,
        Condition: { ...ownRulesOnly, ...equals(condition) },
      },
    ]),
  ];
}

const equals = (condition: object) => (Object.keys(condition).length === 0 ? {} : { StringEquals: condition });
const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();

/** Public facts leave for the buses that were named, each by a rule and a role of its own. */
export class Sharing extends Construct {
  constructor(scope: Construct, core: Core, publicFacts: readonly EventContract[]) {
    super(scope, "Sharing");
    const { settings, bus } = core;
    const rulesArn = `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule/${bus.eventBusName}/*`;
    for (const statement of busStatements(bus.eventBusArn, rulesArn, settings, publicFacts))
      new events.CfnEventBusPolicy(this, statement.Sid, { eventBusName: bus.eventBusName, statementId: statement.Sid, statement });
    for (const [index, arn] of settings.forwardTo.entries()) this.#forward(core, arn, String(index + 1));
  }

  #forward(core: Core, targetArn: string, number: string): void {
    const name = nameOf(core.settings, "forward", number);
    const ruleArn = `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule/${core.bus.eventBusName}/${name}`;
    const role = new iam.CfnRole(this, `Role${number}`, {
      description: `Forwards public facts to ${targetArn}`,
      assumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID }, ArnEquals: { "aws:SourceArn": ruleArn } },
          },
        ],
      },
      policies: [
        {
          policyName: "forward",
          policyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["events:PutEvents"], Resource: targetArn }] },
        },
      ],
    });
    const dead = deadLetterQueue(this, `Dead${number}`, core, `${name}-dead`);
    letRuleSend(dead, ruleArn);
    new events.CfnRule(this, `Rule${number}`, {
      name,
      description: "Carries public facts to another bus",
      eventBusName: core.bus.eventBusName,
      eventPattern: { source: [{ prefix: "weft." }], account: [Aws.ACCOUNT_ID], detail: { metadata: { visibility: ["public"] } } },
      targets: [{ id: "bus", arn: targetArn, roleArn: role.attrArn, deadLetterConfig: { arn: dead.queueArn } }],
    });
    alarm(this, `Alarm${number}`, core.alarms, {
      description: `A subscriber misses facts: some that were to go to ${targetArn} could not be delivered and wait in ${name}-dead.`,
      namespace: "AWS/SQS",
      metric: "ApproximateNumberOfMessagesVisible",
      statistic: "Maximum",
      dimensions: { QueueName: `${name}-dead` },
      threshold: 1,
    });
  }
}
