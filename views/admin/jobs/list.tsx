import { Breadcrumb } from "../../ui/breadcrumb.tsx";
import { type Job, progressText } from "../../../domain/operations/job.ts";
import { EmptyState } from "../../ui/empty_state.tsx";
import { UtcTime } from "../../ui/utc_time.tsx";
import { JobState, jobTitle } from "./state.tsx";

export function JobsPage({ jobs }: { jobs: Job[] }) {
  return (
    <section class="sub-page">
      <Breadcrumb trail={[["All sites", "/admin/sites"]]} />
      <h1>Jobs</h1>
      {jobs.length === 0
        ? (
          <EmptyState title="No jobs yet">
            <p>Work that takes a while, such as deleting a site, is listed here.</p>
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
          <th scope="col">Requested by</th>
          <th scope="col">Requested</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <tr>
            <th scope="row">
              <a href={`/admin/jobs/${job.job_uuid}`}>{jobTitle(job)}</a>
            </th>
            <td data-label="State">
              <JobState {...job} />
            </td>
            <td data-label="Progress">{progressText(job)}</td>
            <td class="wide" data-label="Requested by">{job.asked_by_email ?? "not known"}</td>
            <td data-label="Requested">
              <UtcTime at={job.created_utc} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
