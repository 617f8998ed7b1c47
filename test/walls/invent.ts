import { chance } from "../kit/world.ts";
import { hostileNumbers, hostileTexts, hostileValues } from "./hostile.ts";
import { resolved } from "./json-shape.ts";
import { document } from "./operations.ts";

type Schema = Readonly<Record<string, any>>;
/** The legal entities that invented requests name. */
export const companies = ["MAIN", "NORTH"] as const;
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Chance that can be had again: the same seed makes the same choices. */
export class Luck {
  readonly #next: () => number;
  constructor(seed: number) {
    this.#next = chance(seed);
  }
  chance(share: number): boolean {
    return this.#next() < share;
  }
  below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }
  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }
  ulid(): string {
    return `01${Array.from({ length: 24 }, () => LETTERS[this.below(32)]).join("")}`;
  }
}

/** Ids and other words that answers gave out, by the name of the field that takes them. */
export class Memory {
  readonly #known = new Map<string, string[]>();
  learn(name: string, value: string): void {
    const all = this.#known.get(name) ?? [];
    if (!all.includes(value)) this.#known.set(name, [...all, value].slice(-60));
  }
  of(name: string): readonly string[] {
    return this.#known.get(name) ?? [];
  }
}

/** Makes values that a schema takes, out of its own limits, its examples and what was learned. */
export class Inventor {
  readonly luck: Luck;
  readonly #memory: Memory;
  constructor(luck: Luck, memory: Memory) {
    this.luck = luck;
    this.#memory = memory;
  }

  /** @param name the field's name; an `id` says whose it is, such as `customerId` */
  valid(schema: Schema, name: string): unknown {
    const own = resolved(schema, document);
    const { luck } = this;
    if (own["const"] !== undefined) return own["const"];
    if (own["enum"] !== undefined) return luck.of(own["enum"]);
    const choices: Schema[] | undefined = own["anyOf"] ?? own["oneOf"];
    if (choices !== undefined) return this.valid(luck.of(choices), name);
    switch ([own["type"]].flat()[0]) {
      case "object":
        return this.#fields(own);
      case "array":
        return Array.from({ length: Math.max(own["minItems"] ?? 0, luck.of([0, 1, 1, 2, 3])) }, () => this.valid(own["items"], name));
      case "integer":
      case "number":
        return this.#number(own);
      case "boolean":
        return luck.chance(0.5);
      case "null":
        return null;
      default:
        return this.#text(own, name);
    }
  }

  #fields(own: Schema): Record<string, unknown> {
    const required: string[] = own["required"] ?? [];
    const wanted = Object.entries<Schema>(own["properties"] ?? {}).filter(([name]) => required.includes(name) || this.luck.chance(0.35));
    return Object.fromEntries(wanted.map(([name, of]) => [name, this.valid(of, name)]));
  }

  #number(own: Schema): number {
    const { luck } = this;
    const [from, to] = [own["minimum"] ?? (own["exclusiveMinimum"] === undefined ? -1_000 : 0.000_001), own["maximum"] ?? 1_000_000];
    const near = luck.of([1, 2, 3, 5, 10, 100, 12_990, 0.5, 2.25]);
    const wanted = luck.chance(0.04) ? luck.of([from, to]) : near;
    const whole = own["type"] === "integer" ? Math.ceil(wanted) : wanted;
    return Math.min(to, Math.max(from, whole));
  }

  #text(own: Schema, name: string): string {
    const { luck } = this;
    const known = this.#memory.of(name);
    if (known.length > 0 && luck.chance(0.9)) return luck.of(known);
    const pattern = String(own["pattern"] ?? "");
    if (pattern.startsWith("^[0-7][0-9A-HJKMNP-TV-Z]")) return luck.ulid();
    if (name === "sku") return `SKU-${luck.below(40)}`;
    if (name === "company") return luck.of(companies);
    if (name === "currency") return luck.chance(0.9) ? "EUR" : luck.of(["USD", "JPY", "KWD"]);
    if (own["format"] === "date")
      return `20${20 + luck.below(8)}-${String(1 + luck.below(12)).padStart(2, "0")}-${String(1 + luck.below(28)).padStart(2, "0")}`;
    const examples: string[] = own["examples"] ?? [];
    if (examples.length > 0) return luck.of(examples);
    // Whatever a person may type freely may be anything.
    if (luck.chance(0.1)) return luck.of(hostileTexts);
    const most = Math.min(own["maxLength"] ?? 40, 2_000);
    return luck.chance(0.05) ? "ж".repeat(most) : `${name} Quillfeather ${luck.below(1_000)}`.slice(0, most);
  }

  /** The value with one thing in it made wrong, strange or extreme. */
  spoilt(value: unknown): unknown {
    const { luck } = this;
    if (Array.isArray(value) && value.length > 0 && luck.chance(0.8)) {
      if (luck.chance(0.15)) return [...value, ...value];
      const at = luck.below(value.length);
      return value.with(at, this.spoilt(value[at]));
    }
    if (typeof value === "object" && value !== null && !Array.isArray(value) && luck.chance(0.85)) {
      const names = Object.keys(value);
      const at = luck.of([...names, "tenant", "version", "__proto__", "constructor", "id", "status"]);
      if (!names.includes(at)) return { ...value, [at]: luck.of([...hostileValues, ...hostileTexts]) };
      if (luck.chance(0.15)) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== at));
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, name === at ? this.spoilt(inner) : inner]));
    }
    if (typeof value === "number" && luck.chance(0.8)) return luck.of(hostileNumbers);
    return luck.chance(0.7) ? luck.of(hostileTexts) : luck.of(hostileValues);
  }
}
