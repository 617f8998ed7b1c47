import { page } from "../_runtime/use-case.ts";

export const useCase = page({
  summary: "Say that the API answers",
  route: "GET /health",
  contentType: "application/json",
  touches: [],
  run: async () => JSON.stringify({ status: "ok" }),
});
export const { handler } = useCase;
