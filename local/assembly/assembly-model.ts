/**
 * What the runtime knows of a deployment: the synthesised cloud assembly with every intrinsic resolved.
 * Data only, so each emulated service takes the piece it needs and nothing else.
 * `id` is always `<stack>.<logicalId>`: logical ids are unique in one stack only.
 */

/** One IAM statement, with every "string or list of strings" already a list (IAM JSON policy grammar). */
export type PolicyStatement = {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** operator (`ForAllValues:StringLike`) → condition key (`dynamodb:LeadingKeys`) → accepted values */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
};

/** AWS::Lambda::Function, with the permissions of its execution role. */
export type FunctionModel = {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  /** absolute folder of the unpacked code asset */
  readonly codeDir: string;
  /** `index.handler` */
  readonly handler: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly reservedConcurrency: number | null;
  readonly statements: readonly PolicyStatement[];
  /** the fake access key this function alone signs with: it tells the table door and the bus who calls */
  readonly accessKeyId: string;
  /** AWS::Lambda::EventInvokeConfig; Lambda's own defaults when the template has none */
  readonly asyncRetries: number;
  readonly asyncMaxAgeSeconds: number;
  readonly onFailureArn: string | null;
};

export type JwtAuthorizerModel = { readonly id: string; readonly issuer: string; readonly audience: readonly string[] };

export type RouteModel = {
  /** `GET /sales/customers/{id}`, or `$default` */
  readonly routeKey: string;
  readonly functionName: string;
  /** the longest the gateway waits for the integration: at most 30,000 ms for HTTP APIs */
  readonly timeoutMs: number;
  readonly authorizer: JwtAuthorizerModel | null;
  /** the token must hold at least one of these; an empty list asks for none */
  readonly scopes: readonly string[];
};

export type CorsModel = {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds: number | null;
  readonly allowCredentials: boolean;
};

export type ThrottleModel = { readonly rateLimit: number; readonly burstLimit: number };

/** AWS::ApiGatewayV2::Api with ProtocolType HTTP. */
export type HttpApiModel = {
  readonly id: string;
  readonly apiId: string;
  readonly stage: string;
  readonly routes: readonly RouteModel[];
  readonly cors: CorsModel | null;
  readonly throttle: ThrottleModel | null;
  /** per-route throttling (`RouteSettings`), by route key */
  readonly routeThrottles: Readonly<Record<string, ThrottleModel>>;
};

type KeyAttribute = { readonly name: string; readonly type: "S" | "N" | "B" };
export type KeySchema = { readonly partition: KeyAttribute; readonly sort: KeyAttribute | null };
type Projection = { readonly type: "ALL" | "KEYS_ONLY" | "INCLUDE"; readonly attributes: readonly string[] };
type IndexModel = { readonly name: string; readonly key: KeySchema; readonly projection: Projection };

/** AWS::DynamoDB::Table and AWS::DynamoDB::GlobalTable (one Region). */
export type TableModel = {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly key: KeySchema;
  readonly indexes: readonly IndexModel[];
  readonly ttlAttribute: string | null;
  readonly streamArn: string | null;
  readonly streamViewType: string | null;
};

/** AWS::Lambda::EventSourceMapping, for a table's stream or for a queue. Absent settings hold Lambda's defaults. */
export type EventSourceMappingModel = {
  readonly id: string;
  readonly kind: "stream" | "queue";
  /** the stream's or the queue's ARN */
  readonly sourceArn: string;
  readonly functionName: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  /** JSON patterns in EventBridge's grammar; one match is enough, an empty list lets everything through */
  readonly filterPatterns: readonly string[];
  readonly reportBatchItemFailures: boolean;
  readonly bisectOnError: boolean;
  /** -1: until the record expires */
  readonly maxRetries: number;
  /** -1: never */
  readonly maxRecordAgeSeconds: number;
  readonly parallelizationFactor: number;
  readonly startingPosition: "TRIM_HORIZON" | "LATEST";
  readonly maxConcurrency: number | null;
  readonly onFailureArn: string | null;
};

/** AWS::SQS::Queue. */
export type QueueModel = {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly fifo: boolean;
  readonly visibilityTimeoutSeconds: number;
  readonly retentionSeconds: number;
  readonly delaySeconds: number;
  readonly redrive: { readonly deadLetterArn: string; readonly maxReceiveCount: number } | null;
};

export type BusModel = { readonly id: string; readonly name: string; readonly arn: string };

type InputTransformer = { readonly pathsMap: Readonly<Record<string, string>>; readonly template: string };

/** One target of an AWS::Events::Rule or of an AWS::Scheduler::Schedule. */
export type TargetModel = {
  readonly id: string;
  /** a function's, a queue's or a bus's ARN */
  readonly arn: string;
  /** constant JSON text that replaces the event */
  readonly input: string | null;
  readonly inputPath: string | null;
  readonly inputTransformer: InputTransformer | null;
  readonly deadLetterArn: string | null;
  /** EventBridge's default is 185 within 24 hours */
  readonly maxRetries: number;
  readonly maxEventAgeSeconds: number;
};

/** AWS::Events::Rule with an event pattern. */
export type RuleModel = {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly enabled: boolean;
  /** the parsed EventPattern */
  readonly pattern: unknown;
  readonly targets: readonly TargetModel[];
};

/** AWS::Scheduler::Schedule, or AWS::Events::Rule with a ScheduleExpression (always UTC). */
export type ScheduleModel = {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly kind: "rule" | "scheduler";
  /** `rate(5 minutes)`, `cron(0 6 * * ? *)`, `at(2026-01-01T00:00:00)` */
  readonly expression: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly flexibleWindowMinutes: number;
  readonly target: TargetModel;
  /** CloudFormation Metadata `weft:runAtStart`: the runtime runs it once when it starts */
  readonly runAtStart: boolean;
};

export type UserPoolClientModel = {
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  readonly flows: readonly string[];
  readonly scopes: readonly string[];
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly secret: string | null;
  readonly refreshSeconds: number;
  /** for how long a refresh token that was exchanged for a new one may be used again; `null`: tokens are not exchanged */
  readonly rotationGraceSeconds: number | null;
};

/** AWS::Cognito::UserPool with its groups, resource servers and clients. */
export type UserPoolModel = {
  readonly id: string;
  readonly poolId: string;
  readonly issuer: string;
  readonly groups: readonly string[];
  readonly resourceServers: readonly { readonly identifier: string; readonly scopes: readonly string[] }[];
  readonly clients: readonly UserPoolClientModel[];
  readonly preTokenGeneration: { readonly functionName: string; readonly version: "V1_0" | "V2_0" | "V3_0" } | null;
};

/** One behaviour of a distribution: what is done with the paths of one pattern. */
export type SiteBehaviourModel = {
  /** `/sales/*`; the default behaviour's is `*` */
  readonly pathPattern: string;
  readonly origin: "files" | "api" | "live";
  readonly methods: readonly string[];
  /** AWS::CloudFront::ResponseHeadersPolicy; `override` replaces what the origin says */
  readonly headers: readonly { readonly name: string; readonly value: string; readonly override: boolean }[];
  /** whether CloudFront compresses what the origin sends: only where it may keep it, too */
  readonly compresses: boolean;
  /** source of the CloudFront function that sees the request first */
  readonly viewerRequest: string | null;
};

/** AWS::CloudFront::Distribution over one bucket and the HTTP API. */
export type SiteModel = {
  readonly id: string;
  /** CloudFormation Metadata `weft:cacheControl` of the bucket: what files are published with, by the beginning of their keys */
  readonly cacheControl: Readonly<Record<string, string>>;
  /** in the order in which they are tried; the last one takes everything */
  readonly behaviours: readonly SiteBehaviourModel[];
};

/** AWS::AppSync::Api of events: people of one user pool listen, roles publish. */
export type LiveModel = {
  readonly id: string;
  readonly httpHost: string;
  readonly realtimeHost: string;
  readonly issuer: string;
  /** which of the pool's clients a token may be made out for: a regular expression */
  readonly clients: string;
  /** AWS::AppSync::ChannelNamespace, with the source of its handlers */
  readonly channels: readonly { readonly name: string; readonly arn: string; readonly handlers: string }[];
};

/** The whole deployment. */
export type AssemblyModel = {
  readonly region: string;
  readonly accountId: string;
  readonly functions: readonly FunctionModel[];
  readonly apis: readonly HttpApiModel[];
  readonly tables: readonly TableModel[];
  readonly mappings: readonly EventSourceMappingModel[];
  readonly queues: readonly QueueModel[];
  readonly buses: readonly BusModel[];
  readonly rules: readonly RuleModel[];
  readonly schedules: readonly ScheduleModel[];
  readonly userPools: readonly UserPoolModel[];
  readonly sites: readonly SiteModel[];
  readonly live: readonly LiveModel[];
};

/** How an invocation ended, as the caller of Lambda's Invoke API sees it. */
export type InvokeResult =
  | { readonly ok: true; readonly value: unknown; readonly ms: number }
  | { readonly ok: false; readonly error: { readonly errorType: string; readonly errorMessage: string }; readonly ms: number };

/** Runs one event in a function and waits for its answer (Lambda Invoke, `RequestResponse`). */
export type Invoke = (functionName: string, event: unknown) => Promise<InvokeResult>;
