import react from "@vitejs/plugin-react";
import { join } from "node:path";
import { defineConfig } from "vite";
import { contract, contextsOf } from "./contract-plugin.ts";

const root = import.meta.dirname;
const openapi = process.env.WEFT_CONTRACT ?? join(root, "../contracts/openapi.json");
const api = process.env.WEFT_API ?? "http://localhost:3000";

/** The console is built into dist-console/. No script is inline, so that it runs under `script-src 'self'`. */
export default defineConfig({
  root,
  plugins: [react(), contract({ openapi })],
  build: {
    outDir: "../dist-console",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_000,
  },
  server: {
    port: 5173,
    proxy: {
      ...Object.fromEntries([...contextsOf(openapi).map((name) => `/${name}/`), "/health", "/console.json", "/_local"].map((path) => [path, api])),
      "/event/realtime": { target: api, ws: true },
    },
  },
});
