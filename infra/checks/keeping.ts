import { at, inside, listOf, type Placed, type Rule, stringsOf, type Templates, textOf } from "./template.ts";

const refersTo = (value: unknown, { id }: Placed): boolean => textOf(value).includes(`"${id}"`);

/** Queues where messages end: named as dead letters by a queue, a rule's target, a mapping or a function. */
function isEnd(all: Templates, queue: Placed): boolean {
  const names = [
    ...all.of("AWS::SQS::Queue").map(({ stack, properties }) => ({ stack, value: properties["RedrivePolicy"] })),
    ...all
      .of("AWS::Events::Rule")
      .flatMap(({ stack, properties }) => listOf(properties["Targets"]).map((target) => ({ stack, value: inside(target, "DeadLetterConfig") }))),
    ...all.of("AWS::Lambda::EventSourceMapping").map(({ stack, properties }) => ({ stack, value: properties["DestinationConfig"] })),
    ...all.of("AWS::Lambda::Function").map(({ stack, properties }) => ({ stack, value: properties["DeadLetterConfig"] })),
  ];
  return names.some(({ stack, value }) => stack === queue.stack && refersTo(value, queue));
}

function refusesPlainText(all: Templates, queue: Placed): boolean {
  return all
    .of("AWS::SQS::QueuePolicy")
    .filter(({ stack, properties }) => stack === queue.stack && refersTo(properties["Queues"], queue))
    .some(({ properties }) =>
      listOf(inside(properties, "PolicyDocument", "Statement")).some(
        (each) => inside(each, "Effect") === "Deny" && inside(each, "Condition", "Bool", "aws:SecureTransport") === "false",
      ),
    );
}

const isWatched = (all: Templates, queue: Placed): boolean =>
  all
    .of("AWS::CloudWatch::Alarm")
    .some(
      ({ properties }) =>
        textOf(properties["Dimensions"]).includes(textOf(queue.properties["QueueName"])) ||
        (properties["Namespace"] === "AWS/SQS" && refersTo(properties["Dimensions"], queue)),
    );

/** What is meant to be dropped after minutes (news for whoever looks just now) is nothing that could get lost. */
const isFleeting = (seconds: unknown): boolean => typeof seconds === "number" && seconds <= 300;

/** Nothing gets lost, and nobody finds out late: rules that cdk-nag does not know. */
export const keepingRules: readonly Rule[] = [
  {
    id: "queues-end-somewhere",
    why: "A message that nobody can work on would come again for days and then vanish.",
    check: (all) =>
      all
        .of("AWS::SQS::Queue")
        .filter((queue) => queue.properties["RedrivePolicy"] === undefined && !isEnd(all, queue) && !isFleeting(queue.properties["MessageRetentionPeriod"]))
        .map((queue) => `${at(queue)} has no dead-letter queue and is none`),
  },
  {
    id: "dead-letters-are-watched",
    why: "A dead-letter queue that nobody reads is a silent loss.",
    check: (all) =>
      all
        .of("AWS::SQS::Queue")
        .filter((queue) => isEnd(all, queue) && !isWatched(all, queue))
        .map((queue) => `nobody is told when ${at(queue)} fills`),
  },
  {
    id: "queues-refuse-plain-text",
    why: "Facts travel encrypted.",
    check: (all) =>
      all
        .of("AWS::SQS::Queue")
        .filter((queue) => !refusesPlainText(all, queue))
        .map((queue) => `${at(queue)} may be reached without TLS`),
  },
  {
    id: "targets-have-dead-letters",
    why: "EventBridge drops what it cannot deliver after a day, also to a queue whose policy or key is wrong.",
    check: (all) =>
      all.of("AWS::Events::Rule").flatMap((rule) =>
        listOf(rule.properties["Targets"])
          .filter((target) => inside(target, "DeadLetterConfig", "Arn") === undefined && !isFleeting(inside(target, "RetryPolicy", "MaximumEventAgeInSeconds")))
          .map(() => `a target of ${at(rule)} has no dead-letter queue`),
      ),
  },
  {
    id: "rules-name-their-source",
    why: "A rule without source and account hears facts that others forged.",
    check: (all) =>
      all
        .of("AWS::Events::Rule")
        .filter(({ properties }) => properties["ScheduleExpression"] === undefined)
        .filter(
          ({ properties }) =>
            listOf(inside(properties, "EventPattern", "source")).length === 0 || listOf(inside(properties, "EventPattern", "account")).length === 0,
        )
        .map((rule) => `${at(rule)} hears anybody`),
  },
  {
    id: "foreign-buses-hear-public-facts-only",
    why: "Only facts declared public leave the account.",
    check: (all) =>
      all
        .of("AWS::Events::Rule")
        .filter(({ properties }) => listOf(properties["Targets"]).some((target) => textOf(inside(target, "Arn")).includes(":event-bus/")))
        .filter(
          ({ properties }) =>
            textOf(inside(properties, "EventPattern", "detail", "metadata", "visibility")) !== '["public"]' ||
            listOf(properties["Targets"]).some((target) => inside(target, "RoleArn") === undefined),
        )
        .map((rule) => `${at(rule)} forwards more than public facts, or without a role`),
  },
  {
    id: "alarms-reach-somebody",
    why: "An alarm without an action is a line in a list; its words say what it means for the business.",
    check: (all) =>
      all
        .of("AWS::CloudWatch::Alarm")
        .filter(({ properties }) => listOf(properties["AlarmActions"]).length === 0 || String(properties["AlarmDescription"] ?? "").length < 40)
        .map((each) => `${at(each)} reaches nobody or says nothing`),
  },
  {
    id: "logs-end",
    why: "Logs without an end cost for ever, and keep what should be forgotten.",
    check: (all) => [
      ...all
        .of("AWS::Logs::LogGroup")
        .filter(({ properties }) => properties["RetentionInDays"] === undefined)
        .map((each) => `${at(each)} is kept for ever`),
      ...all
        .of("AWS::Lambda::Function")
        .filter(({ properties }) => inside(properties, "LoggingConfig", "LogGroup") === undefined)
        .map((each) => `${at(each)} logs into a group that nobody made`),
    ],
  },
  {
    id: "data-can-be-restored",
    why: "cdk-nag looks for point-in-time recovery on another resource type than the one a table becomes.",
    check: (all) =>
      all
        .of("AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table")
        .filter(({ properties }) => {
          const replicas = properties["Replicas"] === undefined ? [properties] : listOf(properties["Replicas"]);
          return !replicas.every((replica) => inside(replica, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled") === true);
        })
        .map((each) => `${at(each)} has no point-in-time recovery`),
  },
  {
    id: "data-outlives-its-stack",
    why: "Outside dev, neither a wrong command nor a deleted stack may take the data along.",
    check: (all) =>
      all
        .of("AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table", "AWS::Cognito::UserPool")
        .filter(({ stack }) => !stack.startsWith("Weft-dev-"))
        .filter((each) => each.deletionPolicy !== "Retain" || !isProtected(each))
        .map((each) => `${at(each)} can be deleted`),
  },
  {
    id: "streams-cannot-stall",
    why: "One poison record would hold up its shard for a day (AWS Lambda: retries until the record expires, unless told otherwise).",
    check: (all) =>
      all
        .of("AWS::Lambda::EventSourceMapping")
        .filter(({ properties }) => properties["StartingPosition"] !== undefined)
        .filter(
          ({ properties }) =>
            properties["BisectBatchOnFunctionError"] !== true ||
            stringsOf(properties["FunctionResponseTypes"])[0] !== "ReportBatchItemFailures" ||
            typeof properties["MaximumRetryAttempts"] !== "number" ||
            properties["DestinationConfig"] === undefined,
        )
        .map((each) => `${at(each)} can be held up by one record`),
  },
];

function isProtected({ properties }: Placed): boolean {
  if (properties["DeletionProtection"] !== undefined) return properties["DeletionProtection"] === "ACTIVE";
  const replicas = properties["Replicas"] === undefined ? [properties] : listOf(properties["Replicas"]);
  return replicas.every((replica) => inside(replica, "DeletionProtectionEnabled") === true);
}
