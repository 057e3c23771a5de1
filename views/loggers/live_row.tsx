import { maxGap } from "../../domain/loggers/gap.ts";
import type { LiveVariable } from "../../domain/loggers/live_variable.ts";
import { variableLabel } from "../../domain/loggers/variable_label.ts";
import { milliseconds } from "../../domain/time/time.ts";
import { swaps } from "../ui/htmx.ts";
import { LIVE_PART, type LiveProps } from "./live_props.ts";
import { liveUrl } from "./live_url.ts";
import { Sparkline } from "./sparkline.tsx";
import { loggerUrl } from "./urls.ts";
import { secondsText, valueText } from "./value_text.ts";

type RowProps = LiveProps & { variable: LiveVariable };

/** Shows a variable: its name leads to its chart, the last cell pins it to the top of the list. */
export function LiveRow({ logger, shown, series, nowMs, variable }: RowProps) {
  const { variable_id, name, last_utc, last_value, unit, feeds } = variable;
  const label = variableLabel(variable);
  const hasValue = last_utc !== null && last_value !== null;
  const points = series.pointsOf(variable_id);
  return (
    <tr id={`variable-${variable_id}`}>
      <th scope="row">
        <a href={loggerUrl(logger, `/chart?v=${variable_id}`)} title={name}>
          <bdi>{label}</bdi>
        </a>
        {feeds !== "nothing" && <small>{feeds}</small>}
      </th>
      <td class="number figure">{hasValue ? valueText(last_value, unit) : "–"}</td>
      <td class="number">{hasValue && <Age utc={last_utc} nowMs={nowMs} />}</td>
      <td class="spark">
        <Sparkline points={points} gap={maxGap(logger.interval_seconds)} />
      </td>
      <td class="pin">
        <Pin logger={logger} shown={shown} variable={variable} label={label} />
      </td>
    </tr>
  );
}

/** Shows how old a value is. sitecast.js keeps it true while nothing new arrives. */
function Age({ utc, nowMs }: { utc: string; nowMs: number }) {
  const seconds = Math.round((nowMs - milliseconds(utc)) / 100) / 10;
  return <time datetime={utc} data-age={seconds}>{secondsText(seconds)}</time>;
}

function Pin(
  { logger, shown, variable: { variable_id }, label }:
    & Pick<RowProps, "logger" | "shown" | "variable">
    & {
      label: string;
    },
) {
  const isPinned = shown.pinned.includes(variable_id);
  const pinned = isPinned
    ? shown.pinned.filter((each) => each !== variable_id)
    : [...shown.pinned, variable_id];
  return (
    <a
      id={`pin-${variable_id}`}
      class={isPinned ? "pinned" : undefined}
      aria-label={`${isPinned ? "Unpin" : "Pin"} ${label}`}
      {...swaps(liveUrl(logger, { ...shown, pinned }), LIVE_PART)}
    >
      {isPinned ? "Unpin" : "Pin"}
    </a>
  );
}
