import type { ConsoleState } from "./console-page-state.ts";
import { escapeHtml } from "../issuer/issuer-page.ts";

type Cell = string | number | null | { readonly html: string };

const cell = (value: Cell): string => (value === null ? "–" : typeof value === "object" ? value.html : escapeHtml(String(value)));
const table = (heads: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  rows.length === 0
    ? "<p>Nothing yet.</p>"
    : `<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((value) => `<td>${cell(value)}</td>`).join("")}</tr>`).join("")}</tbody></table>`;
const button = (path: string, label: string): Cell => ({ html: `<button data-post="${escapeHtml(path)}">${label}</button>` });
const section = (title: string, body: string): string => `<section><h2>${title}</h2>${body}</section>`;

const style = `:root{color-scheme:light dark}body{font:14px/1.5 system-ui;max-width:76rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.3rem}h2{font-size:1rem;margin:1.6rem 0 .4rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.2rem .6rem .2rem 0;border-bottom:1px solid #8884;font-variant-numeric:tabular-nums;vertical-align:top;overflow-wrap:anywhere}th{font-weight:600}button{font:inherit;cursor:pointer}.bad{color:#c22;font-weight:600}`;

/** The page polls for its own markup: what is shown has one source, this file. */
const script = `const main=document.querySelector("main");let held=false;
async function refresh(){if(held||document.hidden)return;try{const r=await fetch("/_local/?part=main");if(r.ok)main.innerHTML=await r.text()}catch{}}
setInterval(refresh,2000);
main.addEventListener("click",async(e)=>{const path=e.target.dataset?.post;if(!path)return;e.target.disabled=true;await fetch(path,{method:"POST",headers:{"x-weft-local":"1"}});setTimeout(refresh,300)});
main.addEventListener("pointerdown",()=>{held=true});addEventListener("pointerup",()=>setTimeout(()=>{held=false},400));`;

/** What is going on in this runtime, as one self-contained page without outside requests. */
export function consolePage(state: ConsoleState): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Weft, running here</title><style>${style}</style></head><body><h1>Weft, running on this machine</h1><p><a href="/docs">API documentation</a> · <a href="/_local/state.json">this page as JSON</a></p><main>${consoleMain(state)}</main><script>${script}</script></body></html>`;
}

/** The part of the page that changes. */
export function consoleMain(state: ConsoleState): string {
  const used = state.functions.filter(({ calls }) => calls > 0);
  return [
    section(
      `Use cases at work (${used.length} of ${state.functions.length}, ${state.warmEnvironments} warm)`,
      table(
        ["function", "calls", "errors", "p50 ms", "p95 ms"],
        used.map((fn) => [fn.name, fn.calls, bad(fn.errors), fn.p50Ms, fn.p95Ms]),
      ),
    ),
    section(
      "Queues",
      table(
        ["queue", "waiting", "with a function", "delayed", ""],
        state.queues
          .filter(({ visible, inFlight, delayed, deadLetters }) => deadLetters || visible + inFlight + delayed > 0)
          .map((queue) => [
            queue.name,
            queue.deadLetters ? bad(queue.visible) : queue.visible,
            queue.inFlight,
            queue.delayed,
            queue.deadLetters && queue.visible > 0 ? button(`/_local/queues/${encodeURIComponent(queue.name)}/redrive`, "Redrive") : "",
          ]),
      ),
    ),
    section(
      "Schedules",
      table(
        ["schedule", "when", "next", "last", ""],
        state.schedules.map((schedule) => [
          schedule.name,
          `${schedule.expression}${schedule.timeZone === "UTC" ? "" : ` ${schedule.timeZone}`}`,
          schedule.nextRun,
          schedule.lastRun,
          button(`/_local/schedules/${encodeURIComponent(schedule.name)}/run`, "Run now"),
        ]),
      ),
    ),
    section(
      "What it costs on AWS",
      table(
        ["function", "calls", "read units", "write units", "of these for indexes", "function ms", "events", "refused by IAM", "USD per million calls"],
        state.costs.map((cost) => [
          cost.functionName,
          cost.calls,
          cost.readUnits,
          cost.writeUnits,
          cost.indexWriteUnits,
          cost.lambdaMs,
          cost.eventsPublished,
          bad(cost.tableRefusals),
          cost.usdPerMillionCalls,
        ]),
      ),
    ),
    section(
      "Events, latest first",
      table(
        ["time", "source", "event", "rules it met"],
        state.events.map((event) => [event.time, event.source, event.detailType, [...event.rules, ...event.forwardedTo].join(", ") || "none"]),
      ),
    ),
  ].join("");
}

function bad(count: number): Cell {
  return count === 0 ? 0 : { html: `<span class="bad">${count}</span>` };
}
