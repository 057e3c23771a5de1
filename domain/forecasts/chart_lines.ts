/** The lines and areas of a site's chart, in the order of its legend. */
export const CHART_LINES = [
  "actual",
  "forecast",
  "band",
  "compared",
  "baseline",
  "clear-sky",
] as const;

export type ChartLine = typeof CHART_LINES[number];

/** Returns the lines that a text names, separated by commas. Other words do not count. */
export function chartLines(text: string): ChartLine[] {
  const words = text.split(",");
  return CHART_LINES.filter((line) => words.includes(line));
}
