import type { World } from "../kit/world.ts";

export const supplier = (world: World, body: object = {}) => world.must("purchasing/register-supplier", { body: { name: "Säge & Co", ...body } });
