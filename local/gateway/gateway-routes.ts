import type { RouteModel } from "../assembly/assembly-model.ts";

export type RouteMatch = { readonly route: RouteModel; readonly pathParameters: Readonly<Record<string, string>> };
type Leaf = { readonly route: RouteModel; readonly names: readonly string[] };
type Node = { readonly literals: Map<string, Node>; parameter: Node | null; readonly methods: Map<string, Leaf>; readonly greedy: Map<string, Leaf> };

const node = (): Node => ({ literals: new Map(), parameter: null, methods: new Map(), greedy: new Map() });

/**
 * Finds the route of a request. The most specific path wins (literal over `{id}` over `{proxy+}` over `$default`),
 * then the exact method over `ANY`; a path that lacks the method falls back to a less specific one.
 * AWS source: API Gateway Developer Guide, "Create routes for HTTP APIs in API Gateway" (routing API requests).
 */
export function routeFinder(routes: readonly RouteModel[]): (method: string, path: string) => RouteMatch | null {
  const root = node();
  const fallback = routes.find(({ routeKey }) => routeKey === "$default") ?? null;
  for (const route of routes) if (route !== fallback) plant(root, route);
  return (method, path) => {
    const segments = path.split("/").slice(1);
    const values: string[] = [];
    const leaf = search(root, method, segments, 0, values);
    if (leaf === null) return fallback === null ? null : { route: fallback, pathParameters: {} };
    return { route: leaf.route, pathParameters: Object.fromEntries(leaf.names.map((name, at) => [name, decode(values[at] ?? "")])) };
  };
}

/** Percent-decodes a path or a part of it; a broken escape stays as it came. */
export function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function plant(root: Node, route: RouteModel): void {
  const [method = "ANY", path = "/"] = route.routeKey.split(" ");
  const names: string[] = [];
  let at = root;
  for (const segment of path.split("/").slice(1)) {
    const name = /^\{([^}+]+)(\+?)\}$/.exec(segment);
    if (name?.[1] !== undefined) names.push(name[1]);
    if (name?.[2] === "+") {
      at.greedy.set(method, { route, names });
      return;
    }
    at = name === null ? child(at, segment) : (at.parameter ??= node());
  }
  at.methods.set(method, { route, names });
}

function child(parent: Node, segment: string): Node {
  const known = parent.literals.get(segment);
  if (known !== undefined) return known;
  const made = node();
  parent.literals.set(segment, made);
  return made;
}

function search(at: Node, method: string, segments: readonly string[], depth: number, values: string[]): Leaf | null {
  if (depth === segments.length) return pick(at.methods, method);
  const segment = segments[depth] ?? "";
  const literal = at.literals.get(segment) ?? at.literals.get(decode(segment));
  const exact = literal === undefined ? null : search(literal, method, segments, depth + 1, values);
  if (exact !== null) return exact;
  const size = values.length;
  if (at.parameter !== null && segment !== "") {
    values.push(segment);
    const found = search(at.parameter, method, segments, depth + 1, values);
    if (found !== null) return found;
    values.length = size;
  }
  // A greedy variable takes one segment or more, so "/" alone is not among what "/{proxy+}" takes.
  const rest = segments.slice(depth).join("/");
  const greedy = rest === "" ? null : pick(at.greedy, method);
  if (greedy !== null) values.push(rest);
  return greedy;
}

function pick(methods: ReadonlyMap<string, Leaf>, method: string): Leaf | null {
  return methods.get(method) ?? methods.get("ANY") ?? null;
}
