import { type EventContract, EventMetadata } from "../domain/kernel/event.ts";
import { cloudEventType, entryOf } from "./catalogue.ts";
import type { Discovered } from "./discover.ts";
import { type Json, Schemas } from "./json-schema.ts";

const keyOf = ({ name, version }: EventContract): string => (version === 1 ? name : `${name}-v${version}`);
const channelOf = (fact: EventContract): string => `${fact.context}.${keyOf(fact)}`;

/** The same facts as AsyncAPI 3.0: a channel each, on one bus. Those that stay inside say so. */
export function asyncApi(facts: readonly EventContract[], useCases: readonly Discovered[], version: string): Json {
  const schemas = new Schemas();
  const metadata = schemas.name("EventMetadata", schemas.of(EventMetadata, "output"));
  const messages = Object.fromEntries(
    facts.map((fact) => {
      const { about, example, emittedBy, heardBy } = entryOf(fact, useCases);
      const data = schemas.name(keyOf(fact), schemas.of(fact.data, "output"));
      const payload = { type: "object", properties: { metadata, data }, required: ["metadata", "data"] };
      return [
        keyOf(fact),
        {
          name: fact.name,
          title: fact.name,
          summary: about,
          contentType: "application/json",
          payload,
          tags: [{ name: fact.context }, { name: fact.visibility }],
          ...(example === undefined ? {} : { "x-example-data": example }),
          "x-emitted-by": emittedBy,
          "x-heard-by": heardBy,
          "x-cloudevents-type": cloudEventType(fact),
        },
      ];
    }),
  );
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Weft's business events",
      version,
      description:
        "Facts on an Amazon EventBridge bus: `source` is weft.<context>, `detail-type` the fact's name, `detail` the payload below. At least once, in any order.",
      license: { name: "Apache-2.0" },
    },
    defaultContentType: "application/json",
    channels: Object.fromEntries(
      facts.map((fact) => [
        channelOf(fact),
        {
          address: `weft.${fact.context}/${fact.name}`,
          description: fact.about,
          messages: { [keyOf(fact)]: { $ref: `#/components/messages/${keyOf(fact)}` } },
        },
      ]),
    ),
    operations: Object.fromEntries(
      facts.map((fact) => [
        `tell${keyOf(fact)}`,
        { action: "send", channel: { $ref: `#/channels/${channelOf(fact)}` }, summary: fact.about, tags: [{ name: fact.context }, { name: fact.visibility }] },
      ]),
    ),
    components: { messages, schemas: schemas.all() },
  };
}
