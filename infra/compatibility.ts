import { isJson, type Json } from "./json-schema.ts";

const properties = (schema: Json): [string, Json][] =>
  isJson(schema["properties"]) ? Object.entries(schema["properties"]).flatMap(([name, of]): [string, Json][] => (isJson(of) ? [[name, of]] : [])) : [];
const strings = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const resolved = (schema: Json, whole: Json): Json => {
  const name = typeof schema["$ref"] === "string" ? schema["$ref"].split("/").at(-1) : undefined;
  const found = name === undefined || !isJson(whole["$defs"]) ? undefined : whole["$defs"][name];
  return isJson(found) ? found : schema;
};

/**
 * How a fact's new schema would surprise those who read the old one: a field that is gone or no longer certain, another type or format, a value
 * they have not heard of. A new field surprises nobody, because readers skip what they do not know.
 */
export function breaks(before: Json, after: Json, place = "", wholeBefore = before, wholeAfter = after): string[] {
  const [old, now] = [resolved(before, wholeBefore), resolved(after, wholeAfter)];
  const here = place === "" ? "the fact" : place;
  const changed = (["type", "format", "pattern", "const"] as const).filter(
    (word) => old[word] !== undefined && old[word] !== now[word] && !(word === "type" && old[word] === "number" && now[word] === "integer"),
  );
  const unheard = old["enum"] === undefined ? [] : strings(now["enum"] ?? [now["const"]]).filter((value) => !strings(old["enum"]).includes(value));
  const choices = (["oneOf", "anyOf"] as const).flatMap((word) => {
    const [theirs, ours] = [strings(old[word]).filter(isJson), strings(now[word]).filter(isJson)];
    return ours.length > theirs.length && theirs.length > 0
      ? [`${here} can be something else`]
      : theirs.flatMap((each, index) => breaks(each, ours[index] ?? {}, `${place}(${index})`, wholeBefore, wholeAfter));
  });
  const fields = properties(old).flatMap(([name, of]) => {
    const still = properties(now).find(([field]) => field === name)?.[1];
    const path = `${place}/${name}`;
    if (still === undefined) return [`${path} is gone`];
    const lessCertain = strings(old["required"]).includes(name) && !strings(now["required"]).includes(name) ? [`${path} may be absent`] : [];
    return [...lessCertain, ...breaks(of, still, path, wholeBefore, wholeAfter)];
  });
  const items = isJson(old["items"]) ? breaks(old["items"], isJson(now["items"]) ? now["items"] : {}, `${place}[]`, wholeBefore, wholeAfter) : [];
  const emptier = Number(now["minItems"] ?? 0) < Number(old["minItems"] ?? 0) ? [`${here} may be empty`] : [];
  return [
    ...changed.map((word) => `${here} has another ${word}`),
    ...unheard.map((value) => `${here} can be ${JSON.stringify(value)}`),
    ...choices,
    ...fields,
    ...items,
    ...emptier,
  ];
}

interface Published {
  readonly name: string;
  readonly version: number;
  readonly visibility: string;
  readonly schema: Json;
}

/** What a new catalogue would break for those who rely on the old one. A changed fact is a new one, in a `-v2` file beside the old. */
export function broken(before: readonly Published[], after: readonly Published[]): string[] {
  return before.flatMap((old) => {
    const now = after.find(({ name, version }) => name === old.name && version === old.version);
    if (now === undefined) return [`${old.name} v${old.version} is gone`];
    const hidden = old.visibility === "public" && now.visibility !== "public" ? [`${old.name} v${old.version} is no longer public`] : [];
    return [...hidden, ...breaks(old.schema, now.schema).map((each) => `${old.name} v${old.version}: ${each}`)];
  });
}
