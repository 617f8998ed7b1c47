import { page } from "../_runtime/use-case.ts";

export const useCase = page({
  summary: "Read the catalogue of business events with their JSON Schemas and AsyncAPI",
  route: "GET /events",
  contentType: "application/json",
  cacheSeconds: 300,
  touches: [],
  async run() {
    const [events, asyncapi] = await Promise.all([
      import("../../contracts/events.json", { with: { type: "json" } }),
      import("../../contracts/asyncapi.json", { with: { type: "json" } }),
    ]);
    return JSON.stringify({ ...events.default, asyncapi: asyncapi.default });
  },
});
export const { handler } = useCase;
