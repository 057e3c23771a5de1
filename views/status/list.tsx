import type { Child } from "hono/jsx";
import type { BackupState } from "../../domain/operations/backup.ts";
import { type PastStatus, statusWord } from "../../domain/operations/status.ts";
import type { FetchState } from "../../domain/weather/fetch_state.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { Pagination } from "../ui/pagination.tsx";
import { UtcTime } from "../ui/utc_time.tsx";
import { WeatherFetching } from "./weather.tsx";
import { Measured, type MeasuredProps } from "./measured.tsx";

export interface StatusPageProps {
  /** Newest first. Only admins see who posted them. */
  statuses: PastStatus[];
  page: number;
  hasNext: boolean;
  isAdmin: boolean;
  /** State of the nightly backups, for admins; undefined: none was ever due. */
  backup?: BackupState;
  /** How fetching weather goes, for admins; undefined: none is fetched. */
  weather?: FetchState;
  /** State of the viewer's sites; undefined when nobody is signed in. */
  measured?: MeasuredProps["measured"];
  /** What other nouns say of the viewer's sites. */
  sections?: Child[];
  now: Temporal.Instant;
}

const url = (page: number) => `/status?page=${page}`;

export function StatusPage(props: StatusPageProps) {
  return (
    <>
      <div class="page-head">
        <h1>Status</h1>
        {props.isAdmin && <a class="button primary" href="/admin/status">Post a status</a>}
      </div>
      {props.measured && <Measured {...props} measured={props.measured} />}
      {props.sections}
      {props.weather && <WeatherFetching {...props.weather} />}
      {props.backup && <Backup {...props.backup} />}
      <h2>What operators wrote</h2>
      <StatusesTable {...props} />
    </>
  );
}

function Backup({ file, made_utc, failure, failed_utc }: BackupState) {
  return (
    <section id="backup" aria-label="Backup">
      {failure && (
        <p>
          <Badge tone="warn" text="Backup failed" /> <UtcTime at={failed_utc} never="" />: {failure}
        </p>
      )}
      {file
        ? (
          <p>
            Last backup: {file}, complete <UtcTime at={made_utc} never="" />.
          </p>
        )
        : <p>There is no backup yet.</p>}
    </section>
  );
}

export function StatusesTable({ statuses, page, hasNext, isAdmin }: StatusPageProps) {
  return (
    <section id="statuses" aria-label="Past statuses" tabindex={-1}>
      {statuses.length === 0 ? <Nothing page={page} /> : (
        <table class="list">
          <caption class="visually-hidden">
            Statuses posted by the operators, newest first
          </caption>
          <thead>
            <tr>
              <th scope="col">Status</th>
              <th scope="col">Message</th>
              <th scope="col">Since</th>
              {isAdmin && <th scope="col">Posted by</th>}
            </tr>
          </thead>
          <tbody>
            {statuses.map((status, index) => (
              <Row status={status} isNow={page === 1 && index === 0} isAdmin={isAdmin} />
            ))}
          </tbody>
        </table>
      )}
      <Pagination page={page} hasNext={hasNext} part="statuses" url={url} />
    </section>
  );
}

const TONES = new Map<string | null, Tone>([["ok", "good"], ["warning", "warn"], [
  "error",
  "warn",
]]);

interface RowProps {
  status: PastStatus;
  isNow: boolean;
  isAdmin: boolean;
}

function Row({ status: { status, message, created_utc, posted_by_email }, ...row }: RowProps) {
  const tone = TONES.get(status) ?? "quiet";
  return (
    <tr>
      <th scope="row">
        <Badge tone={tone} text={statusWord(status)} />
        {row.isNow && <small>now</small>}
      </th>
      <td class="wide">{message ?? <span class="muted">(no message)</span>}</td>
      <td data-label="Since">
        <UtcTime at={created_utc} never="(unknown)" />
      </td>
      {row.isAdmin && <td data-label="Posted by">{posted_by_email ?? "(unknown)"}</td>}
    </tr>
  );
}

function Nothing({ page }: { page: number }) {
  return page > 1
    ? (
      <EmptyState title="Nothing on this page">
        <p>
          <a href={url(1)}>Back to the first page</a>
        </p>
      </EmptyState>
    )
    : (
      <EmptyState title="Nothing was written">
        <p>No status has been posted yet. News and problems will appear here.</p>
      </EmptyState>
    );
}
