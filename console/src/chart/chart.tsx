import { useComputedColorScheme, useMantineTheme } from "@mantine/core";
import { useEffect, useRef } from "react";

export interface Series {
  readonly name: string;
  readonly kind: "bar" | "line";
  readonly values: readonly number[];
}
interface Props {
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly show: (value: number) => string;
  readonly short: (value: number) => string;
  readonly height?: number;
}

/** Bars and lines over the same labels. The library comes with the first chart that is shown. For eyes alone: what it says stands beside it as a table. */
export function Chart({ labels, series, show, short, height = 220 }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const { colors } = useMantineTheme();
  const dark = useComputedColorScheme("light") === "dark";
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    let [gone, end]: [boolean, (() => void) | undefined] = [false, undefined];
    const shade = (name: string) => colors[name]?.[dark ? 4 : 7] ?? "#888";
    const [ink, faint] = dark ? ["#c9c9c9", "#424242"] : ["#495057", "#dee2e6"];
    const option = {
      color: [shade("teal"), shade("orange"), shade("blue"), shade("grape")],
      textStyle: { fontFamily: getComputedStyle(element).fontFamily, color: ink },
      grid: { left: 8, right: 8, top: 30, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 8, textStyle: { color: ink } },
      tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: (value: unknown) => show(Number(value)) },
      xAxis: { type: "category", data: labels, axisLabel: { color: ink }, axisLine: { lineStyle: { color: faint } }, axisTick: { show: false } },
      yAxis: { type: "value", axisLabel: { color: ink, formatter: short }, splitLine: { lineStyle: { color: faint } } },
      series: series.map(({ name, kind, values }) => ({ name, type: kind, data: values, symbolSize: 5, barMaxWidth: 22 })),
    };
    void import("./draw.ts").then(({ draw }) => {
      if (!gone) end = draw(element, option);
    });
    return () => {
      gone = true;
      end?.();
    };
  }, [labels, series, show, short, dark, colors]);
  return <div ref={place} aria-hidden className="chart" style={{ height }} />;
}
