/** What to know, on one screen. The command line is meant to be pasted as it stands. */
export function banner(url: string, port: number, dataDir: string): string {
  const flag = port === 3000 ? "" : ` --port ${port}`;
  const token = `npm run -s token -- --tenant acme --role sales${flag}`;
  return `
  Console    ${url}
  API        ${url}
  Docs       ${url}/docs
  Inside     ${url}/_local/   (functions, events, queues, schedules, cost)
  Token      ${token}
  Data       ${dataDir === "memory" ? "in memory: gone when this stops" : dataDir}

  Try it:
    curl -sS ${url}/sales/customers \\
      -H "authorization: Bearer $(${token})" \\
      -H "content-type: application/json" \\
      -d '{"name":"Ada'"'"'s Bikes","currency":"EUR"}'
`;
}
