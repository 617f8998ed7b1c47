import { afterAll, beforeAll } from "vitest";
import { type House, openHouse } from "./house.ts";
import { roleMatrix } from "./roles.ts";
import { shapes } from "./shapes.ts";
import { tenants } from "./tenants.ts";
import { tokens } from "./tokens.ts";

/** What is generated for every route over the bundles that deploy. One runtime for all of it: each function starts once. */
let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 120_000);
afterAll(() => house.close());

const opened = () => house;
tokens(opened);
roleMatrix(opened);
tenants(opened);
shapes(opened);
