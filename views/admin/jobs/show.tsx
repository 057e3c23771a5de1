import { hasEnded, type Job, progressText } from "../../../domain/operations/job.ts";
import { KEEP_ON_ERROR } from "../../ui/htmx.ts";
import { UtcTime } from "../../ui/utc_time.tsx";
import { JobState, jobTitle } from "./state.tsx";

interface JobProps {
  job: Job;
  /** Whether its site is still there. */
  siteLeft: boolean;
}

export function JobPage(props: JobProps) {
  return (
    <section class="narrow">
      <p class="breadcrumb">
        <a href="/admin/jobs">
          <span aria-hidden="true">←</span> Jobs
        </a>
      </p>
      <h1>{jobTitle(props.job)}</h1>
      <JobPart {...props} />
    </section>
  );
}

/** Replaces itself until the job has ended. Without a script one loads the page again. */
export function JobPart({ job, siteLeft }: JobProps) {
  return (
    <div id="job" class="prose" {...hasEnded(job) ? {} : following(job)}>
      <p>
        <JobState {...job} />
      </p>
      {job.message && <p class="callout bad">{job.message}</p>}
      <Progress {...job} />
      <p>
        Asked by {job.asked_by_email ?? "somebody unknown"}
        {job.asked_through === "api" && ", by the API"}, <UtcTime at={job.created_utc} />.
        {hasEnded(job) && (
          <>
            {" "}Ended <UtcTime at={job.ended_utc} never="at a time not known" />.
          </>
        )}
      </p>
      <p class="actions">
        {siteLeft && <a class="button" href={`/admin/sites/${job.site_uuid}`}>The site</a>}
        <a class="button" href="/admin/sites">All sites</a>
      </p>
    </div>
  );
}

function following({ job_uuid }: Job) {
  return {
    "hx-get": `/admin/jobs/${job_uuid}`,
    "hx-trigger": "every 2s",
    "hx-swap": "outerHTML",
    ...KEEP_ON_ERROR,
  };
}

function Progress(job: Job) {
  const most = Math.max(job.done, job.total, 1);
  return (
    <p>
      <progress
        value={job.state === "done" ? most : job.done}
        max={most}
        aria-label="Progress of the job"
      />{" "}
      {progressText(job)}
    </p>
  );
}
