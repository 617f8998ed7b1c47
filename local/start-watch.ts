import { existsSync, watch } from "node:fs";

const sources = ["domain", "events", "functions", "infra"];

/** Calls back once when sources changed, after they have been quiet for a moment: editors save in several steps. */
export function onSourceChange(changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watchers = sources
    .filter((folder) => existsSync(folder))
    .map((folder) =>
      watch(folder, { recursive: true }, (_event, file) => {
        if (file === null || !/\.(ts|json)$/.test(file)) return;
        clearTimeout(timer);
        timer = setTimeout(changed, 120);
      }),
    );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
