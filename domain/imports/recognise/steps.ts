import { HOUR, MINUTE } from "../../time/time.ts";
import { commonest, differences, type Series } from "./series.ts";

/** How long periods are, and what the ends in the file mean. */
export interface Steps {
  /** Minutes from line to line; null where there are not two lines. */
  minutes: number | null;
  /** Whether hardly any two steps are equal, as of values that are written when they change. */
  isIrregular: boolean;
  /** What the ends name: the end, the last minute or second before it, or nothing. */
  ends: "none" | "exact" | "last_minute";
}

/** Returns the commonest step between the lines of each series, and how it fits to the ends. */
export function stepsOf(series: Series[]): Steps {
  const step = commonest(series.flatMap(({ startMs }) => differences(startMs)));
  const length = commonest(
    series.flatMap(({ startMs, endMs }) => endMs ? endMs.map((end, i) => end - startMs[i]!) : []),
  );
  const ends = length ? endsOf(length.value, step?.value ?? null) : "none";
  const ms = ends === "exact" ? length!.value : ends === "none" || step ? step?.value : undefined;
  return {
    minutes: ms === undefined ? fullMinutes(ends, length?.value) : ms / MINUTE,
    isIrregular: step !== null && isUneven(step) && series.some(({ rows }) => rows.length > 5),
    ends,
  };
}

/** Loggers that write at their own pace have steps like 4:37 minutes. */
const isUneven = ({ value, share }: { value: number; share: number }) =>
  share < 0.3 || (value > MINUTE && value % MINUTE !== 0);

function endsOf(length: number, step: number | null): Steps["ends"] {
  const isEven = (ms: number) => step === null ? ms % (5 * MINUTE) === 0 : ms === step;
  if (isEven(length)) return "exact";
  if (isEven(length + MINUTE) || isEven(length + 1000)) return "last_minute";
  return "exact";
}

/** Returns the minutes of a single line: "00:00 – 00:14" and "00:00:00 – 00:14:59" are 15. */
function fullMinutes(ends: Steps["ends"], length: number | undefined): number | null {
  if (length === undefined) return null;
  if (ends === "exact") return length / MINUTE;
  return Math.floor(length / MINUTE) + 1;
}

/** Lines that follow each other at another step; gaps are less even. */
const MANY = 12;

/** Returns whether a part of a file has a longer step than the others, and no ends beside its times. */
export function isOfTwoSteps(series: Series[], { minutes, isIrregular, ends }: Steps): boolean {
  if (minutes === null || isIrregular || ends !== "none") return false;
  return series.some(({ startMs }) => {
    let [before, lines] = [0, 0];
    return differences(startMs).some((ms) => {
      lines = ms === before && ms > minutes * MINUTE && ms <= HOUR ? lines + 1 : 1;
      before = ms;
      return lines >= MANY;
    });
  });
}
