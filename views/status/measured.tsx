import { type Freshness, type JobsState, jobsText } from "../../domain/operations/freshness.ts";
import { Badge } from "../ui/badge.tsx";
import { ShortUtcTime } from "../ui/utc_time.tsx";

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
    <section id="measured" class="measured" aria-label="Measured">
      <p>
        <Mark isGood={fresh === sites} /> Forecasts{" "}
        {newest_utc ? <ShortUtcTime at={newest_utc} now={now} /> : "have not been made"},{" "}
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
        <a href="/status/sites">Freshness of each site</a>
      </p>
    </section>
  );
}

const Mark = ({ isGood }: { isGood: boolean }) => (
  <Badge tone={isGood ? "good" : "warn"} text={isGood ? "Fine" : "Check"} />
);
