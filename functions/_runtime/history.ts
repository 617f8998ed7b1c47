import * as z from "zod";
import type { Collection } from "../../domain/kernel/collection.ts";
import type { Route, Scope } from "./definition.ts";
import { FactView } from "./fact-view.ts";
import { list, paging } from "./use-case.ts";

const Id = z.string();
const Paging = z.object({ limit: z.int(), cursor: z.string().optional() });

/** The facts that were told of one thing, newest first: they are kept with it for good, so this reads one page of its own partition. */
export function history({
  of,
  key,
  sort,
  ...about
}: {
  readonly summary: string;
  readonly route: Route<"GET">;
  readonly scope: Scope;
  readonly of: Collection;
  readonly key: z.ZodType<string>;
  /** Of things that are kept in parts: the one that is always there. */
  readonly sort?: string;
}) {
  const name = /\{(\w+)\}/.exec(about.route)?.[1] ?? "id";
  return list({
    ...about,
    input: z.strictObject({ [name]: key, ...paging }),
    item: FactView,
    columns: ["occurredAt", "name", "actor", "correlationId"],
    refuses: { [`${of.noun.replaceAll("-", "_")}_not_found`]: "not_found" },
    touches: [of],
    async run(input, { store }) {
      const id = Id.parse(Reflect.get(input, name));
      await store.get(of, id, sort);
      return store.history(of, id, Paging.parse(input));
    },
  });
}
