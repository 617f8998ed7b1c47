import { useTranslation } from "react-i18next";
import { useNames } from "../../i18n/use-names.ts";
import { type Edge, spotsOf } from "./flow.ts";

const [WIDTH, HEIGHT] = [860, 380];
const [BOX, TALL] = [120, 44];

/** Contexts and the ways that facts take between them: the thicker, the more. What it says stands in the table below it, too. */
export function FlowGraph({ contexts, edges }: { readonly contexts: readonly string[]; readonly edges: readonly Edge[] }) {
  const { t } = useTranslation();
  const { of, locale } = useNames();
  const number = new Intl.NumberFormat(locale);
  const spots = new Map(spotsOf(contexts, WIDTH, HEIGHT).map((spot) => [spot.context, spot]));
  const most = Math.max(1, ...edges.map(({ count }) => count));
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={t("flow.graph")}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="flow-graph" role="img" aria-label={t("flow.graph")}>
        <defs>
          <marker id="flow-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto" markerUnits="userSpaceOnUse">
            <path d="M0 0 L8 4 L0 8 z" className="flow-tip" />
          </marker>
        </defs>
        {edges.map(({ from, to, count, meanMs }) => {
          const [a, b] = [spots.get(from), spots.get(to)];
          if (a === undefined || b === undefined) return null;
          // There and back lie beside each other, bent to their own left.
          const [dx, dy] = [b.x - a.x, b.y - a.y];
          const length = Math.hypot(dx, dy) || 1;
          const [nx, ny] = [(-dy / length) * 26, (dx / length) * 26];
          const [mx, my] = [(a.x + b.x) / 2 + nx, (a.y + b.y) / 2 + ny];
          const begin = border(a, mx, my);
          const end = border(b, mx, my);
          return (
            <g key={`${from} ${to}`} className="flow-edge" data-quiet={count === 0}>
              <path
                d={`M${begin.x} ${begin.y} Q${mx} ${my} ${end.x} ${end.y}`}
                strokeWidth={1 + (4 * Math.log1p(count)) / Math.log1p(most)}
                markerEnd="url(#flow-tip)"
              />
              {count > 0 && (
                <text x={(a.x + b.x) / 2 + nx * 0.62} y={(a.y + b.y) / 2 + ny * 0.62} textAnchor="middle" dominantBaseline="middle">
                  {number.format(count)}
                  {meanMs !== undefined && ` · ${number.format(meanMs)} ms`}
                </text>
              )}
            </g>
          );
        })}
        {[...spots.values()].map(({ context, x, y }) => (
          <g key={context} className="flow-node">
            <rect x={x - BOX / 2} y={y - TALL / 2} width={BOX} height={TALL} rx={6} />
            <text x={x} y={y} textAnchor="middle" dominantBaseline="central">
              {of("context", context)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

/** Where the line from a box's middle towards a point leaves the box. */
function border({ x, y }: { readonly x: number; readonly y: number }, towardsX: number, towardsY: number) {
  const [dx, dy] = [towardsX - x, towardsY - y];
  const scale = Math.min(BOX / 2 / Math.max(1e-6, Math.abs(dx)), TALL / 2 / Math.max(1e-6, Math.abs(dy)));
  return { x: x + dx * scale, y: y + dy * scale };
}
