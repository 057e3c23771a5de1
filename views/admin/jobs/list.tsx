import { hasEnded, type Job, progressText } from "../../../domain/operations/job.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty_state.tsx";
import { KEEP_ON_ERROR } from "../../ui/htmx.ts";
import { UtcTime } from "../../ui/utc_time.tsx";

const STATES: Record<Job["state"], [tone: Tone, words: string]> = {
  waiting: ["quiet", "Waiting"],
  running: ["warn", "Running"],
  done: ["good", "Done"],
  failed: ["warn", "Failed"],
};

/** `Delete site: Plant one`. */
export function jobTitle({ kind, site_name }: Job): string {
  const what = kind.charAt(0).toUpperCase() + kind.slice(1);
  return site_name ? `${what}: ${site_name}` : what;
}

function State({ state }: Job) {
  const [tone, text] = STATES[state];
  return <Badge tone={tone} text={text} />;
}

export function JobsPage({ jobs }: { jobs: Job[] }) {
  return (
    <section class="sub-page">
      <p class="breadcrumb">
        <a href="/admin/sites">
          <span aria-hidden="true">←</span> All sites
        </a>
      </p>
      <h1>Jobs</h1>
      {jobs.length === 0
        ? (
          <EmptyState title="No jobs yet">
            <p>What takes longer than a request, such as deleting a site, is listed here.</p>
          </EmptyState>
        )
        : <JobsTable jobs={jobs} />}
    </section>
  );
}

function JobsTable({ jobs }: { jobs: Job[] }) {
  return (
    <table class="list">
      <caption class="visually-hidden">The newest jobs</caption>
      <thead>
        <tr>
          <th scope="col">Job</th>
          <th scope="col">State</th>
          <th scope="col">Progress</th>
          <th scope="col">Asked by</th>
          <th scope="col">Asked</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <tr>
            <th scope="row">
              <a href={`/admin/jobs/${job.job_uuid}`}>{jobTitle(job)}</a>
            </th>
            <td data-label="State">
              <State {...job} />
            </td>
            <td data-label="Progress">{progressText(job)}</td>
            <td class="wide" data-label="Asked by">{job.asked_by_email ?? "not known"}</td>
            <td data-label="Asked">
              <UtcTime at={job.created_utc} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

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
        <State {...job} />
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
