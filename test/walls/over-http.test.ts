import { afterAll, beforeAll, vi } from "vitest";
import { type House, openHouse } from "./house.ts";
import { roleMatrix } from "./roles.ts";
import { shapes } from "./shapes.ts";
import { tenants } from "./tenants.ts";
import { tokens } from "./tokens.ts";

// The machine may be busy with all the other tests: what takes seconds alone may take minutes then.
vi.setConfig({ testTimeout: 240_000 });

/** What is generated for every route over the bundles that deploy. One runtime for all of it: each function starts once. */
let house: House | undefined;
beforeAll(async () => {
  house = await openHouse();
}, 300_000);
afterAll(() => house?.close());

const opened = () => house!;
tokens(opened);
roleMatrix(opened);
tenants(opened);
shapes(opened);
