import { sunShare } from "../../domain/charging/sun.ts";
import type { SiteSession } from "../../domain/charging/site_session.ts";
import { dayOf, milliseconds } from "../../domain/time/time.ts";
import { shortWeekday } from "../ui/day_text.ts";
import { energy } from "../ui/numbers.ts";
import { clock } from "../ui/time.tsx";

interface SessionBarsProps {
  sessions: readonly SiteSession[];
  /** The time that the chart above shows. */
  startMs: number;
  endMs: number;
  zone: string;
  days: number;
  /** Address of all sessions of that time. */
  url: string;
}

/** Sizes in pixels. */
const LANE = 14;
const BAR = 10;
const MOST_LANES = 6;
/** Sessions that are named below the bars. */
const MOST_NAMED = 8;

/** Draws charging sessions as bars on the chart's axis of time, and names them below. */
export function SessionBars(props: SessionBarsProps) {
  const { sessions, days, startMs, endMs } = props;
  if (sessions.length === 0) return null;
  const lanes = lanesOf(sessions);
  const height = Math.min(MOST_LANES, Math.max(...lanes) + 1) * LANE;
  const left = (ms: number) => {
    const share = (Math.min(endMs, Math.max(startMs, ms)) - startMs) / (endMs - startMs);
    return Math.round(share * 1e4) / 100;
  };
  const named = sessions.slice(0, MOST_NAMED);
  return (
    <div class="session-bars">
      <svg role="img" aria-label="Charging sessions, named below" height={height}>
        {sessions.map(({ start_utc, end_utc }, at) => {
          const from = left(milliseconds(start_utc));
          const width = Math.max(0.3, left(milliseconds(end_utc)) - from);
          return lanes[at]! < MOST_LANES && (
            <rect
              x={`${from}%`}
              width={`${Number(width.toFixed(2))}%`}
              y={lanes[at]! * LANE}
              height={BAR}
              rx="2"
            />
          );
        })}
      </svg>
      <p>
        Charging: {named.map((session, at) => (
          <>
            {at > 0 && "; "}
            <Named session={session} {...props} />
          </>
        ))}
        {sessions.length > named.length && (
          <>
            {"; "}
            <a href={props.url}>all {sessions.length}</a>
          </>
        )}.{days === 1 &&
          " The sun is at most that: what the building uses counts only where it is measured."}
      </p>
    </div>
  );
}

/** Returns for each session, by start, the first row in which no other one is going on. */
function lanesOf(sessions: readonly SiteSession[]): number[] {
  const ends: number[] = [];
  return sessions.map(({ start_utc, end_utc }) => {
    const free = ends.findIndex((endMs) => endMs <= milliseconds(start_utc));
    const lane = free < 0 ? ends.length : free;
    ends[lane] = milliseconds(end_utc);
    return lane;
  });
}

/** Links to a session as `08:30–10:12 Campus van, 13 kWh, 92 % sun`. */
function Named({ session, zone, days }: SessionBarsProps & { session: SiteSession }) {
  const [startMs, endMs] = [session.start_utc, session.end_utc].map(milliseconds);
  const day = dayOf(Temporal.Instant.fromEpochMilliseconds(startMs!), zone);
  const kwh = session.evse_energy_kwh ?? session.energy_kwh;
  const facts = [kwh !== null && energy(kwh), sunText(session)].filter(Boolean);
  return (
    <a href={`/charging/${session.session_id}`}>
      {days > 1 && `${shortWeekday(day)} `}
      {`${clock(startMs!, zone)}–${clock(endMs!, zone)} `}
      <bdi>{session.vehicle_name ?? session.device_id}</bdi>
      {facts.length > 0 && `, ${facts.join(", ")}`}
    </a>
  );
}

function sunText(session: SiteSession): string | false {
  const share = sunShare(session);
  if (share !== null) return `${Math.round(share * 100)}\u00a0% sun`;
  return session.sun_known !== null && "sun not measured";
}
