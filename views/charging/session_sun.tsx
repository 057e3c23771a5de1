import type { ChargingSession } from "../../domain/charging/session.ts";
import { isMeasured, sunShare } from "../../domain/charging/sun.ts";
import { kwh as kwhText } from "./session_text.ts";

/** Shows how much of a session the site's own sun covered: at most, as other use may be unknown. */
export function SessionSunCard({ session }: { session: ChargingSession }) {
  const { site_uuid, sun_kwh, sun_known } = session;
  return (
    <section class="cost-card" aria-labelledby="sun-heading">
      <h2 id="sun-heading">Sun</h2>
      {site_uuid === null
        ? <p class="muted">The session is at none of your sites.</p>
        : sun_known === null
        ? <p class="muted">Not counted: its time or its energy is not known, or it is new.</p>
        : !isMeasured(session)
        ? <p class="muted">Not measured: the site has no measurements of this time.</p>
        : <Sun kwh={sun_kwh!} known={sun_known} share={sunShare(session)} />}
    </section>
  );
}

function Sun({ kwh, known, share }: { kwh: number; known: number; share: number | null }) {
  return (
    <>
      <p class="value">at most {kwhText(kwh)}</p>
      {share !== null && <p>{Math.round(share * 100)} % of what was charged</p>}
      <p class="muted">
        {known < 1
          ? `Of ${Math.round(known * 100)} % of its time, which is measured. `
          : "All of its time is measured. "}
        What the building used at the same time counts only where a data logger measured it.
      </p>
    </>
  );
}
