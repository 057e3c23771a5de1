import type { ReportAttention, ReportOutage } from "../../domain/operations/reports/site_report.ts";
import { attentionLabel } from "../../domain/sites/attention/kinds.ts";
import { outageLabel } from "../../domain/sites/outage.ts";
import { momentText } from "../../domain/time/moment_text.ts";

interface EventsProps {
  outages: readonly ReportOutage[];
  attention: readonly ReportAttention[];
  zone: string;
}

/** Lists what was marked, and what needed attention. */
export function ReportEvents({ outages, attention, zone }: EventsProps) {
  return (
    <>
      <section class="report-events" aria-labelledby="outages">
        <h2 id="outages">Outages and curtailments</h2>
        {outages.length === 0 ? <p class="muted">None was marked.</p> : (
          <ul>
            {outages.map(({ kind, start_utc, end_utc, text }) => (
              <li>
                {outageLabel(kind)}, {spanText(start_utc, end_utc, zone)}
                {text && (
                  <>
                    : <bdi>{text}</bdi>
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section class="report-events" aria-labelledby="attention">
        <h2 id="attention">What needed attention</h2>
        {attention.length === 0 ? <p class="muted">Nothing that is still known.</p> : (
          <ul>
            {attention.map(({ kind, since_utc, until_utc }) => (
              <li>
                {attentionLabel(kind)}, {spanText(since_utc, until_utc, zone)}
              </li>
            ))}
          </ul>
        )}
        <p class="muted">What has ended is known for 30 days.</p>
      </section>
    </>
  );
}

function spanText(start: string, end: string | null, zone: string): string {
  const text = (utc: string) => momentText(Temporal.Instant.from(utc), zone);
  return end === null ? `since ${text(start)}` : `${text(start)} to ${text(end)}`;
}
