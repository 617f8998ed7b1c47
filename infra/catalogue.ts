import * as z from "zod";
import { type EventContract, EventMetadata } from "../domain/kernel/event.ts";
import type { Discovered } from "./discover.ts";
import { isJson, type Json, provenExample, Schemas } from "./json-schema.ts";

/** One fact as a stranger needs to know it. */
export interface CatalogueEntry {
  readonly name: string;
  readonly context: string;
  readonly version: number;
  readonly visibility: "public" | "internal";
  readonly about: string;
  /** EventBridge's `source`; with `detail-type`, which is the name, what a rule matches. */
  readonly source: string;
  /** CloudEvents' `type`. */
  readonly type: string;
  readonly emittedBy: readonly string[];
  readonly heardBy: readonly string[];
  /** JSON Schema 2020-12 of `detail.data`. */
  readonly schema: Json;
  readonly example: unknown;
}

export const cloudEventType = ({ context, name, version }: EventContract): string => `weft.${context}.${name}.v${version}`;
const same = (one: EventContract, other: EventContract) => one.name === other.name && one.version === other.version;

export function entryOf(fact: EventContract, useCases: readonly Discovered[]): CatalogueEntry {
  // Each schema stands on its own, with what it refers to inside it.
  const schemas = new Schemas("#/$defs/");
  const schema = schemas.of(fact.data, "output");
  const $defs = schemas.all();
  const who = (does: (useCase: Discovered) => boolean) => useCases.filter(does).map(({ context, name }) => `${context}/${name}`);
  return {
    name: fact.name,
    context: fact.context,
    version: fact.version,
    visibility: fact.visibility,
    about: fact.about,
    source: `weft.${fact.context}`,
    type: cloudEventType(fact),
    emittedBy: who(({ definition }) => "emits" in definition && definition.emits?.some((each) => same(each, fact)) === true),
    heardBy: who(({ definition }) => "on" in definition && definition.on !== undefined && same(definition.on, fact)),
    schema: { ...schema, ...(Object.keys($defs).length > 0 ? { $defs } : {}) },
    example: provenExample(fact.data, schema, schemas),
  };
}

/** What travels around every fact's data. */
const metadataSchema = (): Json => {
  const schema = z.toJSONSchema(EventMetadata, { target: "openapi-3.1", io: "output" });
  return isJson(schema) ? schema : {};
};

/** The catalogue of facts: who tells them, who hears them, what is in them, and how they travel. */
export function catalogue(facts: readonly EventContract[], useCases: readonly Discovered[], version: string): Json {
  return {
    title: "Weft's business events",
    version,
    delivery: "At least once, in any order. A fact's id stays the same however often it is delivered; act once per `detail.data`'s subject.",
    envelope: {
      about: "An Amazon EventBridge event. `account` is set by AWS and proves who spoke; `source` alone proves nothing.",
      schema: {
        type: "object",
        properties: {
          version: { const: "0" },
          id: { type: "string", description: "EventBridge's own id of this delivery; not the fact's" },
          source: { type: "string", examples: ["weft.sales"] },
          "detail-type": { type: "string", description: "The fact's name" },
          account: { type: "string" },
          time: { type: "string", format: "date-time" },
          region: { type: "string" },
          resources: { type: "array", items: { type: "string" } },
          detail: {
            type: "object",
            properties: { metadata: metadataSchema(), data: { type: "object", description: "The fact, by its own schema" } },
            required: ["metadata", "data"],
          },
        },
        required: ["source", "detail-type", "account", "time", "detail"],
      },
      cloudEvents: {
        specversion: "1.0",
        id: "detail.metadata.id",
        source: "/weft/{context}",
        type: "weft.{context}.{detail-type}.v{detail.metadata.version}",
        subject: "detail.metadata.subject",
        time: "detail.metadata.occurredAt",
        datacontenttype: "application/json",
        dataschema: "/events#{detail-type}",
        data: "detail.data",
        extensions: { tenant: "detail.metadata.tenant", correlationid: "detail.metadata.correlationId", causationid: "detail.metadata.causationId" },
      },
    },
    events: facts.map((fact) => entryOf(fact, useCases)),
  };
}
