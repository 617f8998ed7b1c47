import { page } from "../_runtime/use-case.ts";

export const useCase = page({
  summary: "Read the API's contract as OpenAPI 3.1",
  route: "GET /openapi.json",
  contentType: "application/json",
  cacheSeconds: 300,
  touches: [],
  // Imported late: the contract is generated from the definitions, this one among them.
  run: async () => JSON.stringify((await import("../../contracts/openapi.json", { with: { type: "json" } })).default),
});
export const { handler } = useCase;
