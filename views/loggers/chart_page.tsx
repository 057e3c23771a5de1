import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { variableLabel } from "../../domain/loggers/variable_label.ts";
import { ChartPart, type ChartProps } from "./chart.tsx";
import { chartParameters } from "./chart_url.ts";
import { LoggerFrame } from "./logger_frame.tsx";
import { TransformForms, type WrongTransforms } from "./transforms_form.tsx";
import { loggerUrl } from "./urls.ts";

/** Most variables of a chart: more lines could not be told apart. */
export const MOST_LINES = 4;

interface ChartPageProps extends ChartProps {
  framed: FramedLogger;
  now: Temporal.Instant;
  /** All variables of the logger. */
  options: readonly { variable_id: string; name: string; label: string | null }[];
  wrong?: WrongTransforms;
}

/** Shows variables of a logger over a time, and forms that choose and transform them. */
export function ChartPage({ framed, now, options, wrong, ...props }: ChartPageProps) {
  const { logger, query, lines } = props;
  return (
    <LoggerFrame logger={framed} now={now} here="/chart">
      <ChartPart {...props} />
      {lines.length < MOST_LINES && <AddVariable {...props} options={options} />}
      <TransformForms
        logger={logger}
        query={query}
        variables={lines.map(({ variable }) => variable)}
        wrong={wrong}
      />
    </LoggerFrame>
  );
}

/** Renders the form that adds a variable. It is a GET form: the address holds the choice. */
function AddVariable({ logger, query, options }: Omit<ChartPageProps, "framed" | "now">) {
  const { v, ...kept } = chartParameters(query);
  const others = options.filter(({ variable_id }) => !query.variables.includes(variable_id));
  if (others.length === 0) return null;
  return (
    <form class="switches" method="get" action={loggerUrl(logger, "/chart")} autocomplete="off">
      {Object.entries({ ...kept, ...v && { v } }).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class="field">
        <label for="add">Add a variable</label>
        <select id="add" name="add">
          {others.map((variable) => (
            <option value={variable.variable_id}>{variableLabel(variable)}</option>
          ))}
        </select>
      </div>
      <button type="submit">Show</button>
    </form>
  );
}
