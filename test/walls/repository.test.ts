import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).trim().split("\n");
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** Forms that keys and tokens have. Written in pieces, so that this file is not what it looks for. */
const secrets: readonly (readonly [what: string, form: RegExp, canary: string])[] = [
  ["an AWS access key", /\b(AKIA|ASIA)[0-9A-Z]{16}\b/, `AKIA${"Q".repeat(16)}`],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY/, `-----BEGIN RSA ${"PRIVATE"} KEY-----`],
  ["a GitHub token", /\bgh[pousr]_[A-Za-z0-9]{36}\b/, `ghp_${"a".repeat(36)}`],
  ["an npm token", /\bnpm_[A-Za-z0-9]{36}\b/, `npm_${"a".repeat(36)}`],
  ["a Slack token", /\bxox[baprs]-[A-Za-z0-9-]{10,}/, `xoxb-${"1".repeat(12)}`],
  ["a signed token", /\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}/, `eyJ${"a".repeat(20)}.eyJ${"b".repeat(20)}.${"c".repeat(20)}`],
  ["a private JWK", /"(d|p|q|dp|dq|qi)"\s*:\s*"[\w-]{80,}"/, `{"d":"${"x".repeat(86)}"}`],
  ["a secret in a setting", /(secret_?access_?key|client_?secret|password)["']?\s*[:=]\s*["'][A-Za-z0-9/+=]{24,}["']/i, `client_secret = "${"s".repeat(30)}"`],
];

describe("the repository", () => {
  it.each(secrets)("holds no %s", (_what, form, canary) => {
    expect(form.test(canary)).toBe(true);
    expect(tracked.filter((file) => form.test(read(file)))).toEqual([]);
  });
});

describe("the lock file", () => {
  const { packages, lockfileVersion } = JSON.parse(read("package-lock.json")) as {
    lockfileVersion: number;
    packages: Record<
      string,
      {
        version?: string;
        integrity?: string;
        resolved?: string;
        hasInstallScript?: boolean;
        link?: boolean;
        inBundle?: boolean;
        optional?: boolean;
        os?: string[];
        cpu?: string[];
      }
    >;
  };
  const installed = Object.entries(packages).filter(([where]) => where !== "");

  it("names each package by its content: another one under the same name and version is not installed", () => {
    expect(lockfileVersion).toBe(3);
    expect(installed.length).toBeGreaterThan(100);
    // What comes inside another package is covered by that one's hash; what only other machines install was never seen here (npm run lock).
    expect(
      installed
        .filter(
          ([, { integrity, inBundle, optional, os, cpu }]) =>
            inBundle !== true &&
            !(optional === true && (os ?? cpu) !== undefined && integrity === undefined) &&
            !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ""),
        )
        .map(([where]) => where),
    ).toEqual([]);
  });

  it("takes nothing from a repository, a folder or an address of its own", () => {
    expect(installed.filter(([, { link, resolved }]) => link === true || /^(git|file|http:)/.test(resolved ?? "")).map(([where]) => where)).toEqual([]);
  });

  it("knows whose install scripts are not run", () => {
    expect(
      installed
        .filter(([, { hasInstallScript }]) => hasInstallScript === true)
        .map(([where]) => where.split("node_modules/").at(-1))
        .sort(),
    ).toEqual(["@scarf/scarf", "esbuild"]);
  });
});

describe("public facts", () => {
  interface Fact {
    readonly name: string;
    readonly visibility: string;
    readonly schema: Record<string, any>;
  }
  const facts = (JSON.parse(read("contracts/events.json")) as { events: Fact[] }).events.filter(({ visibility }) => visibility === "public");
  const leaves = (schema: Record<string, any>, whole: Record<string, any>, way = ""): (readonly [way: string, leaf: Record<string, any>])[] => {
    const own = typeof schema["$ref"] === "string" ? whole["$defs"][String(schema["$ref"]).split("/").at(-1) ?? ""] : schema;
    const choices: Record<string, any>[] = [...(own.anyOf ?? []), ...(own.oneOf ?? []), ...(own.allOf ?? [])];
    if (choices.length > 0) return choices.flatMap((choice) => leaves(choice, whole, way));
    if (own.type === "array") return leaves(own.items, whole, way);
    if (own.type !== "object") return [[way, own]];
    const named = Object.entries<Record<string, any>>(own.properties ?? {}).flatMap(([name, of]) => leaves(of, whole, way === "" ? name : `${way}.${name}`));
    return typeof own.additionalProperties === "object" ? [...named, ...leaves(own.additionalProperties, whole, `${way}.*`)] : named;
  };
  /** Text whose form is not fixed: whatever a person typed can be in it. */
  const isFree = ({ type, pattern, format, enum: choices, const: only }: Record<string, any>) =>
    type === "string" && format === undefined && choices === undefined && only === undefined && (pattern === undefined || pattern.startsWith("^[^"));
  const inside = /^(pk|sk|gsi\d.*|ttl|tenant|shard|token|secret|password|actor|ip|userAgent)$/i;
  const personal =
    /^(firstName|lastName|customerName|contact|email|phone|mobile|street|address|billingAddress|shippingAddress|city|postalCode|taxId|iban|bic|birth.*|salary)$/i;

  it("carry nothing of our insides and nothing of a person, however deep", () => {
    expect(facts.length).toBeGreaterThan(15);
    const found = facts.flatMap(({ name, schema }) =>
      leaves(schema, schema).flatMap(([way]) => (way.split(".").some((step) => inside.test(step) || personal.test(step)) ? [`${name}.${way}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it("carry text that somebody typed only where it names a product, a rival or a supplier's paper", () => {
    const free = facts.flatMap(({ name, schema }) => leaves(schema, schema).flatMap(([way, leaf]) => (isFree(leaf) ? [`${name}.${way}`] : [])));
    // Numbers of documents, stages and names of changed fields are ours; they have no pattern because more may come.
    const ours = /\.(number|stage|changed)$/;
    expect(free.filter((each) => !ours.test(each)).sort()).toEqual([
      "GoodsReceived.reference",
      "OpportunityLost.competitor",
      "ProductListed.name",
      "ProductListed.unit",
      "ProductRevised.name",
      "ProductRevised.unit",
    ]);
  });
});
