import { commands } from "./commands.ts";
import { type Figure, type Group, figure, median } from "./figure.ts";
import { openShop } from "./shop.ts";
import { startSystem } from "./system.ts";

/** Our own work should not cost more than twice what the table takes. */
const TARGET = 3;

interface Call {
  readonly httpMs: number;
  readonly functionMs: number;
  readonly tableMs: number;
}

/** Every command, warm and alone: the function's time against the time of its own calls to the table, and what the caller sees. */
export const warm: Group = async ({ quick }) => {
  const system = await startSystem();
  try {
    const { meter } = system.runtime.backstage;
    const settle = () => system.runtime.idle(120_000);
    const shop = await openShop(system, "warm");
    const figures: Figure[] = [];
    const slow: string[] = [];
    for (const { useCase, prepare } of commands) {
      const calls: Call[] = [];
      const [discarded, counted] = quick ? [1, 2] : [120, 40];
      for (let round = 0; round < discarded + counted; round += 1) {
        const { method, path, body } = await prepare(shop, settle);
        await settle();
        meter.reset();
        const begun = performance.now();
        await shop.call.data(method, path, body);
        const httpMs = performance.now() - begun;
        await settle();
        const used = meter.report().find(({ functionName }) => system.useCaseOf(functionName) === useCase);
        if (used?.calls !== 1) throw new Error(`${useCase} ran ${used?.calls ?? 0} times for one request`);
        if (round >= discarded) calls.push({ httpMs, functionMs: used.lambdaMs, tableMs: used.tableMs });
      }
      const table = median(calls.map(({ tableMs }) => tableMs));
      const own = figure(
        useCase,
        "ms",
        calls.map(({ functionMs }) => functionMs),
        { what: "its DynamoDB calls", value: table },
      );
      const seen = figure(
        `${useCase} over HTTP`,
        "ms",
        calls.map(({ httpMs }) => httpMs),
        { what: "its DynamoDB calls", value: table },
      );
      figures.push(own, seen);
      if ((own.comparedWith?.ratio ?? 0) > TARGET) slow.push(useCase);
    }
    return {
      figures,
      notes: [
        `Target: a function's time at most ${TARGET} × that of its own DynamoDB calls. ${slow.length === 0 ? "All are within it." : `Beyond it: ${slow.join(", ")}.`}`,
      ],
    };
  } finally {
    await system.stop();
  }
};
