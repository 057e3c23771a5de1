import type { ChargingSession } from "../../domain/charging/session.ts";
import type { SessionChange } from "../../domain/charging/session_history.ts";
import { milliseconds } from "../../domain/time/time.ts";
import { SessionCosts } from "./session_costs.tsx";
import { SessionFacts } from "./session_facts.tsx";
import { SessionHeader, type SessionNeighbours } from "./session_header.tsx";
import { SessionHistory } from "./session_history.tsx";
import { SessionSunCard } from "./session_sun.tsx";
import { sessionTime } from "./session_time.tsx";

export interface SessionPageProps {
  session: ChargingSession;
  changes: SessionChange[];
  neighbours: SessionNeighbours;
  /** The clock of its site, or of the group. */
  zone: string;
  currency: string | null;
}

/** Returns what pages call a session: by its start. */
export function sessionTitle({ session_start_utc: start }: ChargingSession, zone: string): string {
  if (start === null) return "Charging session without a start";
  return `Charging on ${sessionTime(milliseconds(start), zone)}`;
}

export function SessionPage(props: SessionPageProps) {
  const { session, changes, neighbours, zone, currency } = props;
  return (
    <>
      <SessionHeader
        title={sessionTitle(session, zone)}
        sessionId={session.session_id}
        neighbours={neighbours}
      />
      <p class="muted">Times in {zone}</p>
      <div class="cost-cards">
        <SessionCosts session={session} currency={currency} />
        <SessionSunCard session={session} />
      </div>
      <SessionFacts session={session} zone={zone} />
      <SessionHistory changes={changes} zone={zone} />
    </>
  );
}
