import { type Freshness, type JobsState, jobsText } from "../../domain/operations/freshness.ts";
import { instantOf } from "../../domain/time/utc_text.ts";
import { Badge } from "../ui/badge.tsx";
import { UtcTime } from "../ui/utc_time.tsx";

export interface MeasuredProps {
  measured: Freshness & { jobs: JobsState };
  now: Temporal.Instant;
  isAdmin: boolean;
}

/** Says in a sentence each how forecasts, measurements and jobs are at the moment. */
export function Measured({ measured, now, isAdmin }: MeasuredProps) {
  const { sites, fresh, newest_utc, jobs } = measured;
  const isFine = jobs.failed + jobs.delayed === 0;
  return (
    <section id="measured" aria-label="Measured">
      <p>
        <Mark isGood={fresh === sites} /> Forecasts{" "}
        {newest_utc ? <Newest at={newest_utc} now={now} /> : "have not been made"},{" "}
        <a href="/status/sites?show=late">{fresh} of {sites} sites</a>.
      </p>
      <p>
        <Mark isGood={measured.measured === sites} /> Measurements:{" "}
        <a href="/status/sites?show=unmeasured">{measured.measured} of {sites} sites</a>{" "}
        in the last 24 hours.
      </p>
      <p>
        <Mark isGood={isFine} /> Jobs:{" "}
        {isAdmin ? <a href="/admin/jobs">{jobsText(jobs)}</a> : jobsText(jobs)}.
      </p>
      <p>
        <a href="/status/sites">How fresh each site is</a>
      </p>
    </section>
  );
}

const Mark = ({ isGood }: { isGood: boolean }) => (
  <Badge tone={isGood ? "good" : "warn"} text={isGood ? "Fine" : "Look"} />
);

/** Shows a time of today (UTC) as `22:45 UTC`, another one with its day. */
function Newest({ at, now }: { at: string; now: Temporal.Instant }) {
  const [time, today] = [instantOf(at), now].map((one) => one?.toZonedDateTimeISO("UTC"));
  if (!time || !today || !time.toPlainDate().equals(today.toPlainDate())) {
    return <UtcTime at={at} />;
  }
  return <time datetime={at}>{time.toPlainTime().toString().slice(0, 5)} UTC</time>;
}
