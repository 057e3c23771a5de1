import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import {
  isAvailable,
  isComplete,
  type LoggerSession,
  sizeOf,
} from "../../domain/loggers/session.ts";
import { counted } from "../../domain/plural.ts";
import { Badge } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { LoggerFrame } from "./logger_frame.tsx";
import { Moment } from "./moment.tsx";
import { loggerUrl } from "./urls.ts";

interface LoggerSessionsPageProps {
  logger: FramedLogger;
  now: Temporal.Instant;
  /** The newest first. */
  sessions: LoggerSession[];
  running: LoggerSession | undefined;
  /** Whether there are older ones, and whether these are the newest. */
  hasNext: boolean;
  isFirst: boolean;
}

/** Shows what a logger recorded, session by session, and starts and stops them. */
export function LoggerSessionsPage(props: LoggerSessionsPageProps) {
  const { logger, now, sessions, running, hasNext, isFirst } = props;
  const path = loggerUrl(logger, "/sessions");
  return (
    <LoggerFrame logger={logger} now={now} here="/sessions">
      <section class="recordings" aria-labelledby="sessions-heading">
        <h2 id="sessions-heading">Sessions</h2>
        <p>
          Readings whose time lies between the start and the stop of a session belong to it: they
          can be exported and deleted as one.
        </p>
        <StartOrStop path={path} running={running} zone={logger.zone} />
        {sessions.length === 0 && isFirst
          ? (
            <EmptyState title="No sessions yet">
              <p>Start one above when something begins that you want to keep together.</p>
            </EmptyState>
          )
          : <SessionTable path={path} zone={logger.zone} sessions={sessions} />}
        {(!isFirst || hasNext) && (
          <nav class="pagination" aria-label="Pages">
            {!isFirst && <a class="button" href={path}>Newest</a>}
            {hasNext && (
              <a class="button" rel="next" href={`${path}?before=${sessions.at(-1)!.number}`}>
                Older
              </a>
            )}
          </nav>
        )}
      </section>
    </LoggerFrame>
  );
}

interface StartOrStopProps {
  path: string;
  running: LoggerSession | undefined;
  zone: string;
}

function StartOrStop({ path, running, zone }: StartOrStopProps) {
  if (!running) {
    return (
      <form method="post" action={`${path}/start`}>
        <button class="primary" type="submit">Start a session</button>
      </form>
    );
  }
  return (
    <form method="post" action={`${path}/stop`} class="actions">
      <span>
        Session {running.number} runs since <Moment utc={running.started_utc} zone={zone} />.
      </span>
      <button class="primary" type="submit">Stop it</button>
    </form>
  );
}

interface SessionTableProps {
  path: string;
  zone: string;
  sessions: LoggerSession[];
}

function SessionTable({ path, zone, sessions }: SessionTableProps) {
  return (
    <table class="list">
      <caption class="visually-hidden">Sessions, the newest first. Times in {zone}</caption>
      <thead>
        <tr>
          <th scope="col">Session</th>
          <th scope="col">Start</th>
          <th scope="col">Stop</th>
          <th scope="col" class="number">Readings</th>
          <th scope="col">State</th>
          <th scope="col">
            <span class="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <tr>
            <th scope="row">Session {session.number}</th>
            <td data-label="Start">
              <Moment utc={session.started_utc} zone={zone} />
            </td>
            <td data-label="Stop">
              {session.stopped_utc === null
                ? "runs"
                : <Moment utc={session.stopped_utc} zone={zone} />}
            </td>
            <td data-label="Readings" class="number">{sizeOf(session)}</td>
            <td data-label="State">
              <SessionState session={session} />
            </td>
            <td class="wide">
              <SessionActions path={`${path}/${session.number}`} session={session} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SessionState({ session }: { session: LoggerSession }) {
  const { stopped_utc, readings, reported_readings } = session;
  if (stopped_utc === null && reported_readings === null) {
    return <Badge tone="good" text="running" />;
  }
  if (!isAvailable(session)) return <Badge tone="quiet" text="no readings here" />;
  if (isComplete(session)) return <Badge tone="good" text="complete" />;
  return <Badge tone="warn" text={`${readings} of ${reported_readings} here`} />;
}

function SessionActions({ path, session }: { path: string; session: LoggerSession }) {
  const which = <span class="visually-hidden">{` of session ${session.number}`}</span>;
  return (
    <div class="row-actions">
      {isAvailable(session) && (
        <>
          <a href={`${path}/export.csv`} title={counted(session.readings, "reading")}>
            CSV{which}
          </a>
          <a href={`${path}/clear`}>Delete readings{which}</a>
        </>
      )}
      <a href={`${path}/delete`}>
        Delete<span class="visually-hidden">{` session ${session.number}`}</span>
      </a>
    </div>
  );
}
