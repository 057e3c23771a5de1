import { HOUR } from "../../time/time.ts";

/** A time during which the clock of a zone is so far ahead of UTC. */
interface Span {
  fromMs: number;
  untilMs: number;
  offsetMs: number;
}

/** Spans by zone, found once each: a file of a million lines needs a few dozen of them. */
const known = new Map<string, Span[]>();
const MOST_ZONES = 100;
/** Clocks are at most 14 hours from UTC, and change less often than once in two days. */
const NEAR = 24 * HOUR;

/**
 * What the clock of a zone shows as an instant: `laterMs` is the second instant where the clock was
 * put back and shows the time twice, else null.
 */
export interface Instants {
  ms: number;
  laterMs: number | null;
}

/**
 * Returns the instants at which the clock of an IANA zone shows a time, which is given as the
 * milliseconds from 1970 that it would be in UTC. A time that the clock skipped has none, but for
 * the first of them as the end of a period: that is the instant of the change. Throws RangeError for
 * an unknown zone.
 */
export function instantsOf(
  clockMs: number,
  zone: string,
  { isEnd }: { isEnd: boolean },
): Instants | "skipped_hour" {
  const before = spanAt(clockMs - NEAR, zone);
  if (clockMs + NEAR < before.untilMs) return { ms: clockMs - before.offsetMs, laterMs: null };
  const after = spanAt(clockMs + NEAR, zone);
  const fits = [before, after].map(({ offsetMs }) => clockMs - offsetMs)
    .filter((ms, i) => spanAt(ms, zone).offsetMs === [before, after][i]!.offsetMs);
  const [ms, laterMs = null] = [...new Set(fits)].sort((a, b) => a - b);
  if (ms !== undefined) return { ms, laterMs };
  const isChange = isEnd && clockMs - before.offsetMs === after.fromMs;
  return isChange ? { ms: after.fromMs, laterMs: null } : "skipped_hour";
}

/** Returns how far the clock of a zone is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(ms: number, zone: string): number {
  return spanAt(ms, zone).offsetMs;
}

function spanAt(ms: number, zone: string): Span {
  let spans = known.get(zone);
  if (!spans) {
    if (known.size >= MOST_ZONES) known.clear();
    known.set(zone, spans = []);
  }
  for (let i = 0; i < spans.length; i++) {
    const span = spans[i]!;
    if (span.fromMs > ms || ms >= span.untilMs) continue;
    if (i > 0) [spans[0], spans[i]] = [span, spans[0]!]; // the next time is most likely in it
    return span;
  }
  const found = findSpan(ms, zone);
  spans.push(found);
  return found;
}

function findSpan(ms: number, zone: string): Span {
  const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  // The change before includes one at this very instant only for the instant after it.
  const from = at.add({ milliseconds: 1 }).getTimeZoneTransition("previous");
  const until = at.getTimeZoneTransition("next");
  return {
    fromMs: from?.epochMilliseconds ?? -Infinity,
    untilMs: until?.epochMilliseconds ?? Infinity,
    offsetMs: at.offsetNanoseconds / 1e6,
  };
}
