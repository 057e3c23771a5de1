import { Breadcrumb } from "../../ui/breadcrumb.tsx";
import { hasEnded, type Job, progressText } from "../../../domain/operations/job.ts";
import { KEEP_ON_ERROR } from "../../ui/htmx.ts";
import { UtcTime } from "../../ui/utc_time.tsx";
import { JobState, jobTitle } from "./state.tsx";

interface JobProps {
  job: Job;
  /** Whether the site of the job still exists. */
  siteExists: boolean;
}

export function JobPage(props: JobProps) {
  return (
    <section class="narrow">
      <Breadcrumb trail={[["All sites", "/admin/sites"], ["Jobs", "/admin/jobs"]]} />
      <h1>{jobTitle(props.job)}</h1>
      <JobPart {...props} />
    </section>
  );
}

/** Shows how far a job is, and refreshes itself every two seconds until it has ended. */
export function JobPart({ job, siteExists }: JobProps) {
  return (
    <div id="job" class="prose" {...hasEnded(job) ? {} : refreshing(job)}>
      <p>
        <JobState {...job} />
      </p>
      {job.message && <p class="callout bad">{job.message}</p>}
      <Progress {...job} />
      <p>
        Requested by {job.asked_by_email ?? "an unknown user"}
        {job.asked_through === "api" && ", through the API"}, <UtcTime at={job.created_utc} />.
        {hasEnded(job) && (
          <>
            {" "}Ended <UtcTime at={job.ended_utc} never="at an unknown time" />.
          </>
        )}
      </p>
      <p class="actions">
        {siteExists && <a class="button" href={`/admin/sites/${job.site_uuid}`}>Go to the site</a>}
        <a class="button" href="/admin/sites">All sites</a>
      </p>
    </div>
  );
}

function refreshing({ job_uuid }: Job) {
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
