import { type Contract, isMoney, type Operation, referenceOf, resolved, type Schema } from "./contract.ts";

export interface At {
  readonly path: string;
  readonly operation: Operation;
}

/** A kind of thing: what a path's first two segments name, with all that can be read and done about it. */
export interface Resource {
  /** "sales/orders" */
  readonly name: string;
  readonly context: string;
  readonly collection: string;
  readonly list?: Operation;
  /** A page of its own without an id, as a report. */
  readonly report?: Operation;
  readonly detail?: At;
  readonly create?: Operation;
  readonly revise?: At;
  /** POSTs below the detail. */
  readonly actions: readonly At[];
  /** Lists below the detail. */
  readonly subLists: readonly At[];
}

/** Every resource of the contract, contexts in the contract's order. */
export function resourcesOf(contract: Contract): Resource[] {
  const names = new Set(Object.keys(contract.paths).flatMap((path) => nameOf(path) ?? []));
  const order = contract.contexts.map(({ name }) => name);
  return [...names].map((name) => resource(contract, name)).sort((a, b) => order.indexOf(a.context) - order.indexOf(b.context));
}

const nameOf = (path: string): string | undefined => {
  const [, context = "", collection = ""] = path.split("/");
  return context === "" || collection === "" || collection.startsWith("{") ? undefined : `${context}/${collection}`;
};

function resource(contract: Contract, name: string): Resource {
  const [context = "", collection = ""] = name.split("/");
  const base = `/${name}`;
  const own = contract.paths[base] ?? {};
  const paths = Object.entries(contract.paths).filter(([path]) => path.startsWith(`${base}/{`));
  const detail = paths.find(([path]) => path.split("/").length === 4);
  const below = paths.filter(([path]) => path.split("/").length === 5 && !path.endsWith("}"));
  return {
    name,
    context,
    collection,
    ...(own.get?.kind === "list" && { list: own.get }),
    ...(own.get?.kind === "query" && { report: own.get }),
    ...(own.post !== undefined && { create: own.post }),
    ...(detail?.[1].get !== undefined && { detail: { path: detail[0], operation: detail[1].get } }),
    ...(detail?.[1].patch !== undefined && { revise: { path: detail[0], operation: detail[1].patch } }),
    actions: below.flatMap(([path, { post }]) => (post === undefined ? [] : [{ path, operation: post }])),
    subLists: below.flatMap(([path, { get }]) => (get === undefined || get.kind !== "list" ? [] : [{ path, operation: get }])),
  };
}

/** The parameters by which something of a list is found while it is typed, as the beginning of its name; with `typed`, those that may say just this. */
export const searchesOf = (contract: Pick<Contract, "schemas">, list: Operation | undefined, typed?: string): string[] =>
  (list?.query ?? [])
    .filter(({ schema: given }) => {
      const { "x-weft-search": isSearch = false, pattern = "", maxLength = Number.POSITIVE_INFINITY } = resolved(contract, given);
      return isSearch && (typed === undefined || (typed.length <= maxLength && new RegExp(pattern, "u").test(typed)));
    })
    .map(({ name }) => name);

/** The path with its one parameter filled in. */
export const filled = (path: string, id: string): string => path.replace(/\{[^}]+\}/, encodeURIComponent(id));

/** The field by which a thing is found again: the detail path's parameter. */
export const idField = (of: Resource): string => /\{([^}]+)\}/.exec(of.detail?.path ?? "")?.[1] ?? "id";

export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
}

export function fieldsOf(contract: Pick<Contract, "schemas">, schema: Schema | undefined): Field[] {
  const shape = schema === undefined ? {} : resolved(contract, schema);
  return Object.entries(shape.properties ?? {}).map(([name, of]) => ({ name, schema: of, required: shape.required?.includes(name) ?? false }));
}

/** Fits a cell of a table: one value, or money. */
export function isFlat(contract: Pick<Contract, "schemas">, schema: Schema): boolean {
  const { type, properties } = resolved(contract, schema);
  return type === "array" ? false : properties === undefined || isMoney(resolved(contract, schema));
}

/** What a list shows at first: what its definition says. */
export const columnsOf = (operation: Operation): readonly string[] => operation.columns ?? [];

/** What can be seen or begun from a thing because it refers to it: lists that filter by it, commands that ask for it. */
export interface Relation {
  readonly resource: Resource;
  readonly operation: Operation;
  /** The parameter or field that takes the thing's id. */
  readonly by: string;
}

export function relatedLists(contract: Contract, resources: readonly Resource[], to: string): Relation[] {
  return resources.flatMap((resource) => {
    const { list } = resource;
    const by = list?.query.find(({ schema }) => referenceOf(contract, schema) === to);
    return list === undefined || by === undefined || resource.name === to ? [] : [{ resource, operation: list, by: by.name }];
  });
}

export function relatedCreates(contract: Contract, resources: readonly Resource[], to: string): Relation[] {
  return resources.flatMap((resource) => {
    const { create } = resource;
    const by = fieldsOf(contract, create?.body).find(({ schema }) => referenceOf(contract, schema) === to);
    return create === undefined || by === undefined || resource.name === to ? [] : [{ resource, operation: create, by: by.name }];
  });
}

/** Whether a command makes sense for the thing as it is now. */
export const isOffered = ({ offered }: Operation, thing: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(offered ?? {}).every(([field, values]) => {
    const value = thing[field];
    return typeof value !== "string" || values.includes(value);
  });
