import type { Site } from "../../domain/sites/site.ts";
import { MINUTE, utcText } from "../../domain/time/time.ts";

interface SendMeasurementsProps {
  site: Site;
  /** Null unless the day of the page is today. */
  nowMs: number | null;
  /** `https://example.org/api/v1`. */
  apiUrl: string;
}

/** Shows how to send measurements of a site at which nothing was measured yet, ready to be copied. */
export function SendMeasurements({ site, nowMs, apiUrl }: SendMeasurementsProps) {
  if (nowMs === null) return null;
  const { site_uuid } = site;
  const endMs = Math.floor(nowMs / (15 * MINUTE)) * 15 * MINUTE;
  const start = utcText(endMs - 15 * MINUTE);
  const generation_power_kw = Number(((site.capacity_kw ?? 10) / 10).toPrecision(2));
  const value = { start_utc: start, end_utc: utcText(endMs), generation_power_kw };
  const body = JSON.stringify({ values: [value] }, null, 1).replace(/\n\s*/g, "\n    ");
  return (
    <section class="panel send" aria-labelledby="send-heading">
      <h2 id="send-heading">Send what it produces</h2>
      <p>
        Nothing was measured at this site yet. Forecasts learn from measurements, and only these
        show how reliable they are.
      </p>
      <h3>As a file</h3>
      <p>
        CSV as your portal, inverter or meter gives it. You see how it is understood before anything
        is stored.
      </p>
      <p class="actions">
        <a class="button" href={`/imports?site=${site_uuid}`}>Send a file</a>
      </p>
      <h3 id="send-curl">With one request</h3>
      <pre class="secret" tabindex={0} role="region" aria-labelledby="send-curl">
        {`curl -X POST ${apiUrl}/sites/${site_uuid}/generation \\
  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
  -d '${body}'`}
      </pre>
      <p class="actions">
        <a class="button" href="/account/tokens/new">Create an API token</a>
        <a class="button" href="/api/docs">Description of the API</a>
      </p>
      <h3 id="send-python">From Python, where the database is reached</h3>
      <pre class="secret" tabindex={0} role="region" aria-labelledby="send-python">
        {`from pvsite_datamodel.write.generation import insert_generation_values

insert_generation_values(session, pandas.DataFrame({
    "site_uuid": ["${site_uuid}"],
    "start_utc": [pandas.Timestamp("${start.replace("Z", "")}")],
    "power_kw": [${generation_power_kw}],
}))`}
      </pre>
    </section>
  );
}
