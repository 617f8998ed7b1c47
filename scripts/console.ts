import { join, resolve } from "node:path";
import { build, createServer } from "vite";

/** `npm run console`: the console with every change seen at once, over the API of `npm start`. `--build` makes dist-console/, or the folder named after it. */
const configFile = join(import.meta.dirname, "../console/vite.config.ts");
if (process.argv.includes("--build")) {
  const folder = process.argv[process.argv.indexOf("--build") + 1];
  // React leaves its own checks out only where this says so, whatever else runs the build.
  process.env.NODE_ENV = "production";
  await build({ configFile, logLevel: "warn", ...(folder !== undefined && { build: { outDir: resolve(folder) } }) });
} else {
  const server = await createServer({ configFile });
  await server.listen();
  server.printUrls();
}
