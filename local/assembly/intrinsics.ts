import { ACCOUNT, type Identity, identify, REGION } from "./assembly-identity.ts";
import { CannotStart, type StackTemplate } from "./assembly-read.ts";

/** Turns a template's value into a plain one; `undefined` where the template says `AWS::NoValue`. */
export type Resolve = (stack: StackTemplate, value: unknown) => unknown;
type Intrinsic = (stack: StackTemplate, argument: unknown, where: string) => unknown;

/**
 * Resolves CloudFormation's intrinsic functions over all stacks of an assembly.
 * AWS source: AWS CloudFormation template reference, "Intrinsic functions" and "Pseudo parameters".
 * An intrinsic that is not here stops the start: a guessed value would hide a wiring mistake.
 */
export function intrinsics(stacks: readonly StackTemplate[]): {
  readonly resolve: Resolve;
  readonly identity: (stack: StackTemplate, logicalId: string) => Identity;
} {
  const identities = new Map<string, Identity>();
  const exports = new Map<string, () => unknown>();

  const resolve: Resolve = (stack, value) => {
    if (Array.isArray(value)) return value.map((item) => resolve(stack, item)).filter((item) => item !== undefined);
    if (!isRecord(value)) return value;
    const [key, ...others] = Object.keys(value);
    if (key !== undefined && others.length === 0 && (key === "Ref" || key === "Condition" || key.startsWith("Fn::"))) {
      const intrinsic = table[key];
      // `Condition` is also an ordinary key (an IAM statement): only with a string does it name a condition.
      if (key === "Condition" && typeof value[key] !== "string") return { Condition: resolve(stack, value[key]) };
      if (intrinsic === undefined) throw new CannotStart(`${stack.name}: the intrinsic function ${key} is not emulated by the local runtime.`);
      return intrinsic(stack, value[key], `${stack.name}: ${key}`);
    }
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, item]) => {
        const resolved = resolve(stack, item);
        return resolved === undefined ? [] : [[name, resolved]];
      }),
    );
  };

  const identity = (stack: StackTemplate, logicalId: string): Identity => {
    const known = identities.get(`${stack.name}.${logicalId}`);
    if (known !== undefined) return known;
    const resource = stack.Resources[logicalId];
    if (resource === undefined) throw new CannotStart(`${stack.name}: "${logicalId}" is referenced, but no resource of the stack has that name.`);
    const text = (property: string) => {
      const resolved = resolve(stack, resource.Properties[property]);
      return typeof resolved === "string" ? resolved : undefined;
    };
    const made = identify({ type: resource.Type, stack: stack.name, logicalId, text });
    identities.set(`${stack.name}.${logicalId}`, made);
    return made;
  };

  const pseudo = (stack: StackTemplate): Record<string, unknown> => ({
    "AWS::Region": REGION,
    "AWS::AccountId": ACCOUNT,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": stack.name,
    "AWS::StackId": `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${stack.name}/local`,
    "AWS::NoValue": undefined,
    "AWS::NotificationARNs": [],
  });
  const ref: Intrinsic = (stack, argument, where) => {
    const name = asText(argument, where);
    const pseudos = pseudo(stack);
    if (name in pseudos) return pseudos[name];
    const parameter = stack.Parameters[name];
    return parameter === undefined ? identity(stack, name).ref : parameter.Default;
  };
  const getAtt: Intrinsic = (stack, argument, where) => {
    const [logicalId = "", ...path] =
      typeof argument === "string" ? argument.split(".") : asList(argument, where).map((part) => asText(resolve(stack, part), where));
    const value = identity(stack, logicalId).attributes[path.join(".")];
    if (value === undefined)
      throw new CannotStart(`${where}: ${logicalId} (${stack.Resources[logicalId]?.Type ?? "?"}) has no attribute "${path.join(".")}" in the local runtime.`);
    return value;
  };
  const condition = (stack: StackTemplate, name: unknown): boolean => {
    const text = asText(name, `${stack.name}: Condition`);
    if (!(text in stack.Conditions)) throw new CannotStart(`${stack.name}: the condition "${text}" is not defined.`);
    return resolve(stack, stack.Conditions[text]) === true;
  };

  const table: Readonly<Record<string, Intrinsic>> = {
    Ref: ref,
    "Fn::GetAtt": getAtt,
    Condition: condition,
    "Fn::If": (stack, argument, where) => {
      const [name, yes, no] = asList(argument, where);
      return resolve(stack, condition(stack, name) ? yes : no);
    },
    "Fn::Equals": (stack, argument, where) => {
      const [left, right] = asList(argument, where).map((item) => JSON.stringify(resolve(stack, item)));
      return left === right;
    },
    "Fn::Not": (stack, argument, where) => resolve(stack, asList(argument, where)[0]) !== true,
    "Fn::And": (stack, argument, where) => asList(argument, where).every((item) => resolve(stack, item) === true),
    "Fn::Or": (stack, argument, where) => asList(argument, where).some((item) => resolve(stack, item) === true),
    "Fn::Join": (stack, argument, where) => {
      const [separator, items] = asList(argument, where);
      return asList(resolve(stack, items), where)
        .map((item) => asText(item, where))
        .join(asText(separator, where));
    },
    "Fn::Split": (stack, argument, where) => {
      const [separator, text] = asList(argument, where);
      return asText(resolve(stack, text), where).split(asText(separator, where));
    },
    "Fn::Select": (stack, argument, where) => {
      const [index, items] = asList(argument, where);
      const chosen = asList(resolve(stack, items), where)[Number(resolve(stack, index))];
      if (chosen === undefined) throw new CannotStart(`${where}: there is no element ${String(index)}.`);
      return chosen;
    },
    "Fn::Sub": (stack, argument, where) => {
      const [text, names] = typeof argument === "string" ? [argument, {}] : asList(argument, where);
      const local = isRecord(names) ? names : {};
      return asText(text, where).replaceAll(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
        if (literal === "!") return `\${${name}}`;
        if (name in local) return asText(resolve(stack, local[name]), where);
        return asText(name.includes(".") && !name.startsWith("AWS::") ? getAtt(stack, name, where) : ref(stack, name, where), where);
      });
    },
    "Fn::FindInMap": (stack, argument, where) => {
      const [map, first, second] = asList(argument, where).map((part) => asText(resolve(stack, part), where));
      const found = stack.Mappings[map ?? ""]?.[first ?? ""]?.[second ?? ""];
      if (found === undefined) throw new CannotStart(`${where}: ${map} has no ${first}/${second}.`);
      return found;
    },
    "Fn::ImportValue": (stack, argument, where) => {
      const name = asText(resolve(stack, argument), where);
      const exported = exports.get(name);
      if (exported === undefined) throw new CannotStart(`${where}: no stack exports "${name}".`);
      return exported();
    },
    "Fn::GetAZs": () => ["a", "b", "c"].map((zone) => REGION + zone),
    "Fn::Base64": (stack, argument, where) => Buffer.from(asText(resolve(stack, argument), where)).toString("base64"),
    "Fn::ToJsonString": (stack, argument) => JSON.stringify(resolve(stack, argument)),
    "Fn::Length": (stack, argument, where) => asList(resolve(stack, argument), where).length,
  };

  for (const stack of stacks)
    for (const output of Object.values(stack.Outputs))
      if (output.Export !== undefined) exports.set(asText(resolve(stack, output.Export.Name), `${stack.name}: Outputs`), () => resolve(stack, output.Value));
  return { resolve, identity };
}

/** Narrows to an object that is not a list. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asText(value: unknown, where: string): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw new CannotStart(`${where}: expected text, found ${JSON.stringify(value)}.`);
}

function asList(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new CannotStart(`${where}: expected a list, found ${JSON.stringify(value)}.`);
}
