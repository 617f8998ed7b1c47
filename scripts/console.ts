import { join } from "node:path";
import { build, createServer } from "vite";

/** `npm run console`: the console with every change seen at once, over the API of `npm start`. `--build` makes dist-console/. */
const configFile = join(import.meta.dirname, "../console/vite.config.ts");
if (process.argv.includes("--build")) {
  await build({ configFile, logLevel: "warn" });
} else {
  const server = await createServer({ configFile });
  await server.listen();
  server.printUrls();
}
