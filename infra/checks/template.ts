import * as z from "zod";

const Resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
});
const Template = z.looseObject({ Resources: z.record(z.string(), Resource).default({}), Outputs: z.record(z.string(), z.unknown()).default({}) });

/** A resource as it stands in its stack's template, with everything that CloudFormation would still have to resolve. */
export interface Placed {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string | undefined;
}
export interface StackTemplate {
  readonly name: string;
  readonly template: unknown;
}

/** All stacks of an assembly, laid side by side. */
export class Templates {
  readonly stacks: readonly { readonly name: string; readonly size: number; readonly outputs: number; readonly resources: readonly Placed[] }[];

  constructor(stacks: readonly StackTemplate[]) {
    this.stacks = stacks.map(({ name, template }) => {
      const { Resources, Outputs } = Template.parse(template);
      const resources = Object.entries(Resources).map(([id, { Type: type, Properties: properties, DeletionPolicy: deletionPolicy }]) => ({
        stack: name,
        id,
        type,
        properties,
        deletionPolicy,
      }));
      return { name, size: JSON.stringify(template).length, outputs: Object.keys(Outputs).length, resources };
    });
  }

  of(...types: readonly string[]): Placed[] {
    return this.stacks.flatMap(({ resources }) => resources).filter(({ type }) => types.includes(type));
  }
}

/** What must hold of every assembly. `check` answers one sentence for each place where it does not. */
export interface Rule {
  readonly id: string;
  /** Why it matters, with the source of a limit. */
  readonly why: string;
  check(templates: Templates): string[];
}

export const at = ({ stack, id }: Placed): string => `${stack}/${id}`;
/** The written form of a value, its intrinsics included: equal text is the same thing. */
export const textOf = (value: unknown): string => JSON.stringify(value) ?? "";
/** As long as it will be once account, Region and names are filled in; an intrinsic counts as the forty characters it becomes at most. */
export const lengthOf = (value: unknown): number => textOf(value).replaceAll(/\{"(Ref|Fn::[A-Za-z]+)":("[^"]*"|\[[^\]]*\])\}/g, "x".repeat(40)).length;

/** Reads into nested properties without trusting their shape. */
export function inside(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here = value;
  for (const step of path) here = typeof here === "object" && here !== null ? Object.entries(here).find(([key]) => key === String(step))?.[1] : undefined;
  return here;
}
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
export const stringsOf = (value: unknown): string[] => listOf(value).filter((each) => typeof each === "string");
