import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { inside, stringsOf, type Templates, textOf } from "../../infra/checks/template.ts";
import { type Discovered, discover } from "../../infra/discover.ts";
import { loadAssembly } from "../../local/assembly/assembly.ts";
import type { AssemblyModel, FunctionModel } from "../../local/assembly/assembly-model.ts";
import { compilePattern } from "../../local/bus/event-pattern.ts";
import { authorize } from "../../local/table/iam.ts";
import { assembly, everything } from "../infra/assembly.ts";

/** What deploys: the assembly that this machine runs, and one with every choice made. */
let model: AssemblyModel;
let prod: Templates;
let useCases: Discovered[];
beforeAll(async () => {
  model = loadAssembly(inject("assemblyDir"));
  [prod, useCases] = [await assembly(everything), await discover()];
});
const nameOf = ({ env }: FunctionModel) => env["POWERTOOLS_SERVICE_NAME"] ?? "";
const definitionOf = (fn: FunctionModel) => useCases.find(({ context, name }) => `${context}/${name}` === nameOf(fn))!.definition;
const tableOf = () => model.tables[0]!;
const may = (fn: FunctionModel, action: string, context: Record<string, string[]>, resource = tableOf().arn) =>
  authorize(fn.statements, { action: `dynamodb:${action}`, resource, context }).allowed;
const keys = (...of: string[]) => ({ "dynamodb:LeadingKeys": of });
const enclosed = { "dynamodb:EnclosingOperation": ["TransactWriteItems"] };
const ITEM_WRITES = ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"];
const others = (fn: FunctionModel) =>
  ["sales", "catalog", "inventory", "finance", "purchasing", "platform"].filter((context) => context !== nameOf(fn).split("/")[0]);

describe("a function's permissions, as the table's door enforces them", () => {
  it("never reach the whole table, whoever it is", () => {
    for (const fn of model.functions)
      for (const action of [
        "Scan",
        "PartiQLSelect",
        "PartiQLInsert",
        "PartiQLUpdate",
        "PartiQLDelete",
        "BatchWriteItem",
        "ExportTableToPointInTime",
        "DeleteTable",
      ])
        expect([nameOf(fn), action, may(fn, action, { ...keys("sales#acme#order#1"), ...enclosed })]).toEqual([nameOf(fn), action, false]);
  });

  it("never write into another context, nor outside a transaction, nor without naming a partition", () => {
    for (const fn of model.functions)
      for (const action of ITEM_WRITES) {
        const own = `${nameOf(fn).split("/")[0]}#acme#thing#1`;
        const tries = [{ ...keys(own) }, { ...keys(own), "dynamodb:EnclosingOperation": ["BatchWriteItem"] }, { ...enclosed }];
        for (const context of [...tries, ...others(fn).flatMap((other) => [{ ...keys(`${other}#acme#thing#1`), ...enclosed }])])
          expect([nameOf(fn), action, context, may(fn, action, context)]).toEqual([nameOf(fn), action, context, false]);
        // One foreign key among many is one too many.
        expect(may(fn, action, { ...keys(own, "other#acme#thing#1"), ...enclosed }), nameOf(fn)).toBe(false);
      }
  });

  it("never read another context, unless it was declared to, on the table or on any index", () => {
    for (const fn of model.functions) {
      const definition = definitionOf(fn);
      if (definition.kind === "machinery" && definition.readsEveryContext === true) continue;
      for (const resource of [tableOf().arn, ...tableOf().indexes.map(({ name }) => `${tableOf().arn}/index/${name}`)])
        for (const action of ["GetItem", "BatchGetItem", "Query"]) {
          for (const other of others(fn)) expect([nameOf(fn), may(fn, action, keys(`${other}#acme#thing#1`), resource)]).toEqual([nameOf(fn), false]);
          expect(may(fn, action, {}, resource), nameOf(fn)).toBe(false);
        }
    }
  });

  it("write at all only where a definition says so, and publish only where it says so", () => {
    const bus = model.buses[0]!.arn;
    for (const fn of model.functions) {
      const definition = definitionOf(fn);
      const writes = may(fn, "PutItem", { ...keys(`${nameOf(fn).split("/")[0]}#acme#thing#1`), ...enclosed });
      if (["query", "page"].includes(definition.kind)) expect([nameOf(fn), writes]).toEqual([nameOf(fn), false]);
      if (definition.kind === "command") expect([nameOf(fn), writes]).toEqual([nameOf(fn), true]);
      const speaks = authorize(fn.statements, { action: "events:PutEvents", resource: bus, context: { "events:source": ["weft.sales"] } }).allowed;
      expect([nameOf(fn), speaks]).toEqual([nameOf(fn), definition.kind === "machinery" && definition.publishes === true]);
    }
  });
});

describe("the bus", () => {
  const fact = (more: object) => ({
    version: "0",
    id: "1",
    source: "weft.sales",
    "detail-type": "OrderPlaced",
    account: model.accountId,
    detail: { metadata: { version: 1, visibility: "public" }, data: {} },
    ...more,
  });
  const hearing = (event: object) => model.rules.filter(({ pattern }) => compilePattern(pattern)(event)).map(({ name }) => name);

  it("moves nobody by a fact that another account sent, or that speaks as somebody else", () => {
    expect(hearing(fact({})).length).toBeGreaterThan(1);
    for (const { definition } of useCases) {
      if (definition.kind !== "reaction") continue;
      const { context, name, version } = definition.on;
      const told = { "detail-type": name, source: `weft.${context}`, detail: { metadata: { version, visibility: "public" }, data: {} } };
      expect(hearing(fact(told)).length, name).toBeGreaterThan(0);
      for (const forged of [
        { account: "111122223333" },
        { account: "" },
        { account: undefined },
        { source: "partner.shop" },
        { source: `weft.${context}x` },
        { source: "aws.events" },
      ])
        expect([name, forged, hearing(fact({ ...told, ...forged })).filter((rule) => !/tap|confirm/.test(rule) || "account" in forged)]).toEqual([
          name,
          forged,
          [],
        ]);
    }
  });
});

describe("the template", () => {
  const texts = () => {
    const folder = inject("assemblyDir");
    return readdirSync(folder)
      .filter((file) => file.endsWith(".template.json"))
      .map((file) => [file, readFileSync(join(folder, file), "utf8")] as const);
  };

  it("knows nothing of this machine: no issuer of its own, no page, no way in that a definition does not have", () => {
    expect(texts().length).toBeGreaterThan(3);
    for (const [file, text] of texts())
      expect([file, /_local|x-weft-local|localhost:3000\/_|issuer-key|127\.0\.0\.1/.exec(text)?.[0]]).toEqual([file, undefined]);
    const wanted = useCases.flatMap(({ definition }) => ("route" in definition ? [definition.route] : [])).sort();
    for (const routes of [
      model.apis[0]!.routes.map(({ routeKey }) => routeKey),
      prod.of("AWS::ApiGatewayV2::Route").map(({ properties }) => String(properties["RouteKey"])),
    ])
      expect(routes.toSorted()).toEqual(wanted);
    for (const { properties } of prod.of("AWS::ApiGatewayV2::Authorizer")) {
      const issuer = textOf(inside(properties, "JwtConfiguration", "Issuer"));
      expect(issuer).toMatch(/ProviderURL|cognito-idp/);
    }
    for (const { routeKey, authorizer } of model.apis[0]!.routes)
      if (authorizer !== null) expect([routeKey, authorizer.issuer]).toEqual([routeKey, model.userPools[0]!.issuer]);
  });

  it("takes nothing over a line that is not encrypted: queues, topics and buckets say so themselves", () => {
    const doors = prod.of("AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::S3::Bucket");
    const policies = prod.of("AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy", "AWS::S3::BucketPolicy");
    expect(doors.length).toBeGreaterThan(30);
    const open = doors.filter(({ stack, id }) => {
      const own = policies.filter(
        (policy) =>
          policy.stack === stack && textOf([policy.properties["Queues"], policy.properties["Topics"], policy.properties["Bucket"]]).includes(`"${id}"`),
      );
      return !own.some(({ properties }) =>
        /"Effect":"Deny"[^{}]*(\{[^{}]*\}[^{}]*)*"aws:SecureTransport":"false"|"aws:SecureTransport":"false"[\s\S]*"Effect":"Deny"/.test(
          textOf(properties["PolicyDocument"]),
        ),
      );
    });
    expect(open.map(({ stack, id }) => `${stack}/${id}`)).toEqual([]);
  });

  it("lets a service take a role or call a function for this account's own resources only", () => {
    const trusts = prod.of("AWS::IAM::Role");
    expect(trusts.length).toBeGreaterThan(50);
    for (const { id, properties } of trusts)
      for (const statement of [inside(properties, "AssumeRolePolicyDocument", "Statement")].flat())
        expect([id, textOf(inside(statement, "Condition"))]).toEqual([id, expect.stringMatching(/aws:SourceAccount|aws:SourceArn/)]);
    for (const { id, properties } of prod.of("AWS::Lambda::Permission")) {
      expect([id, properties["SourceArn"] !== undefined, properties["SourceAccount"]]).toEqual([id, true, { Ref: "AWS::AccountId" }]);
      expect(stringsOf(properties["Principal"])).not.toContain("*");
    }
  });

  it("holds no secret", () => {
    for (const [file, text] of texts()) expect([file, secretIn(text)]).toEqual([file, undefined]);
  });
});

const secretIn = (text: string): string | undefined =>
  /AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|gh[pousr]_[A-Za-z0-9]{36}|xox[baprs]-[A-Za-z0-9-]{10,}|\beyJ[\w-]{20,}\.eyJ[\w-]{20,}|sk_live_[A-Za-z0-9]{10,}|npm_[A-Za-z0-9]{36}|"(d|p|q)":"[\w-]{80,}"/.exec(
    text,
  )?.[0];
