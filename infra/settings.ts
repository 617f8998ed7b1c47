import { type App, RemovalPolicy, aws_logs as logs } from "aws-cdk-lib";
import * as z from "zod";
import { scopes } from "../domain/platform/roles.ts";
import { TENANT } from "../functions/_runtime/keys.ts";

const Account = z.string().regex(/^\d{12}$/, "must be the 12 digits of an AWS account");
const Origin = z
  .string()
  .refine(
    (url) => /^https?:/.test(url) && URL.canParse(url) && new URL(url).origin === url,
    "must be an origin without a path, such as https://erp.example.com",
  );
const BusArn = z.string().regex(/^arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/[\w./-]+$/, "must be the ARN of an event bus");
const CertificateArn = z.string().regex(/^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/, "must be the ARN of an ACM certificate in us-east-1");
const Tenant = z.string().regex(TENANT, "must be 2 to 32 small letters, digits or dashes, with a letter among them");
/** Given as JSON on the command line (`-c tenants='["acme"]'`) or as a list in cdk.json. */
const listOf = <Of extends z.ZodType>(of: Of) => z.preprocess((given) => (typeof given === "string" ? jsonOf(given) : given), z.array(of)).default([]);
const flag = z.preprocess((given) => (given === "true" ? true : given === "false" ? false : given), z.boolean()).default(false);

const Settings = z.object({
  stage: z.enum(["dev", "staging", "prod"]).default("dev"),
  /** Web pages that may call the API from a browser, exactly. */
  origins: listOf(Origin),
  /** Where the sign-in page may send people back to. */
  callbackUrls: listOf(z.url()),
  /** Where people open the console: a name of your own, for which a certificate is given too, or the distribution's own once it is known. */
  consoleUrl: Origin.refine((url) => url.startsWith("https:"), "must begin with https://: people sign in there").optional(),
  /** The certificate of that name; CloudFront takes those of us-east-1 only. */
  consoleCertificate: CertificateArn.optional(),
  /** Tenants that machine clients may be made for. */
  tenants: listOf(Tenant),
  /** Programs that sign in by themselves: each belongs to one tenant and holds these scopes. */
  machines: listOf(z.strictObject({ name: z.string().regex(/^[a-z][a-z0-9-]{1,31}$/), tenant: Tenant, scopes: z.array(z.enum(scopes)).min(1) })),
  /** Other AWS accounts that may subscribe to public facts by rules of their own. Past about forty, name the organisation instead. */
  subscriberAccounts: listOf(Account),
  /** An AWS organisation whose accounts may do the same. */
  organization: z
    .string()
    .regex(/^o-[a-z0-9]{10,32}$/)
    .optional(),
  /** Foreign buses that every public fact is forwarded to. */
  forwardTo: listOf(BusArn),
  /** A key of the customer's own for table, queues, topic and logs, instead of AWS's. */
  customerKey: flag,
  /** Over how many items a ledger's totals are spread; may be raised at any time, never lowered. */
  ledgerShards: z.coerce.number().int().min(1).max(64).default(1),
  /** Whom alarms are mailed to. */
  alarmEmail: z.email().optional(),
  /** Requests a second that all callers together may make, and how many at once. */
  requestsPerSecond: z.coerce.number().int().min(1).max(10_000).default(500),
});
const Checked = Settings.refine(({ consoleUrl, consoleCertificate }) => consoleCertificate === undefined || consoleUrl?.startsWith("https://") === true, {
  path: ["consoleCertificate"],
  error: "a certificate needs the name it is for: set consoleUrl too",
});
/** What a deployment is told by its context values (cdk.json, or `-c name=value`). */
export type Settings = z.infer<typeof Settings>;

export function readSettings(app: App): Settings {
  const given = Object.fromEntries(Object.keys(Settings.shape).map((name) => [name, valueOf(app.node.tryGetContext(name))]));
  const parsed = Checked.safeParse(given);
  if (!parsed.success) throw new Error(`A context value is wrong: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

const valueOf = (given: unknown): unknown => (given === null || given === "" ? undefined : given);

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    // Words with commas between them are a list too: -c tenants=acme,globex
    return written.split(",");
  }
}

/** `weft-dev-sales-win-opportunity`: functions, queues, rules and log groups are all called so. */
export const nameOf = ({ stage }: Settings, ...parts: readonly string[]): string => ["weft", stage, ...parts].join("-");

/** Data outlives its stack everywhere but in dev. */
export const removalOf = ({ stage }: Settings): RemovalPolicy => (stage === "dev" ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN);
export const retentionOf = ({ stage }: Settings): logs.RetentionDays =>
  stage === "prod" ? logs.RetentionDays.ONE_YEAR : stage === "staging" ? logs.RetentionDays.ONE_MONTH : logs.RetentionDays.TWO_WEEKS;
