import { percent, PLOT, PLOT_HEIGHT, PLOT_TOP } from "./scales.ts";

/** Contains what is drawn in the coordinates of the plot and stretched with it. */
export function Plot({ children }: { children: unknown }) {
  return (
    <svg
      y={percent(PLOT_TOP)}
      width="100%"
      height={percent(PLOT_HEIGHT)}
      viewBox={`0 0 ${PLOT.width} ${PLOT.height}`}
      preserveAspectRatio="none"
      overflow="visible"
    >
      {children}
    </svg>
  );
}
