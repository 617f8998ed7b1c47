import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

/** Draws into an element and follows its size, until the answer is called. A canvas, because it needs no style that the security policy would refuse. */
export function draw(element: HTMLElement, option: EChartsCoreOption): () => void {
  const chart = init(element, undefined, { renderer: "canvas" });
  chart.setOption({ animation: false, ...option });
  const follow = new ResizeObserver(() => chart.resize());
  follow.observe(element);
  return () => {
    follow.disconnect();
    chart.dispose();
  };
}
