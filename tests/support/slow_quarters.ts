import type { Reading } from "../../domain/loggers/reading.ts";
import type { VariableQuarter } from "../../domain/loggers/variable_reading.ts";

const QUARTER_S = 900;

/** Counts the quarter hours of one variable by the definition, slowly. */
export function quartersOf(
  readings: Reading[],
  gapSeconds: number,
): Omit<VariableQuarter, "variable_id">[] {
  const points = readings.map(({ time, value }) => ({ t: time / 1e6, value }))
    .sort((a, b) => a.t - b.t);
  const first = Math.floor(points[0]!.t / QUARTER_S);
  const last = Math.floor(points.at(-1)!.t / QUARTER_S);
  const counted: Omit<VariableQuarter, "variable_id">[] = [];
  for (let quarter = first; quarter <= last; quarter++) {
    const [from, to] = [quarter * QUARTER_S, (quarter + 1) * QUARTER_S];
    const values: { t: number; value: number }[] = [];
    let [area, known] = [0, 0];
    points.forEach(({ t, value }, place) => {
      if (t >= from && t < to) values.push({ t, value });
      const next = points[place + 1];
      if (!next || next.t - t > gapSeconds) return;
      const [begin, end] = [Math.max(t, from), Math.min(next.t, to)];
      if (end <= begin) return;
      const at = (time: number) => value + (next.value - value) * (time - t) / (next.t - t);
      values.push({ t: begin, value: at(begin) }, { t: end, value: at(end) });
      area += (at(begin) + at(end)) / 2 * (end - begin);
      known += end - begin;
    });
    if (values.length === 0) continue;
    const all = values.map(({ value }) => value);
    counted.push({
      quarter,
      mean: known > 0 ? area / known : all.reduce((sum, value) => sum + value, 0) / all.length,
      minimum: Math.min(...all),
      maximum: Math.max(...all),
      last: values.reduce((newest, one) => one.t >= newest.t ? one : newest).value,
      known_seconds: known,
    });
  }
  return counted;
}
