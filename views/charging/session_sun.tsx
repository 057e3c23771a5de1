import type { ChargingSession } from "../../domain/charging/session.ts";
import { kwh as kwhText } from "./session_text.ts";

/** How much of a session the site's own sun covered: at most, as what else used it is not known. */
export function SessionSunCard({ session }: { session: ChargingSession }) {
  const { site_uuid, sun_kwh, sun_known, energy_kwh } = session;
  return (
    <section class="cost-card" aria-labelledby="sun-heading">
      <h2 id="sun-heading">Sun</h2>
      {site_uuid === null
        ? <p class="muted">The session is at none of your sites.</p>
        : sun_kwh === null || sun_known === null || sun_known < 0.5
        ? <p class="muted">Not measured: the site has no measurements of this time.</p>
        : <Sun kwh={sun_kwh} known={sun_known} all={energy_kwh} />}
    </section>
  );
}

function Sun({ kwh, known, all }: { kwh: number; known: number; all: number | null }) {
  const share = all ? Math.min(1, kwh / (all * known)) : undefined;
  return (
    <>
      <p class="value">at most {kwhText(kwh)}</p>
      {share !== undefined && <p>{Math.round(share * 100)} % of what was charged</p>}
      <p class="muted">
        {known < 1
          ? `Of ${Math.round(known * 100)} % of its time, which is measured. `
          : "All of its time is measured. "}
        What the building used at the same time is not known.
      </p>
    </>
  );
}
