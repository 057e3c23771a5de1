import type { Alarm } from "../../domain/loggers/alarm.ts";
import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { AlarmTime } from "./alarm_time.tsx";
import { LoggerFrame } from "./logger_frame.tsx";
import { loggerUrl } from "./urls.ts";

interface AlarmsPageProps {
  logger: FramedLogger;
  now: Temporal.Instant;
  /** The newest that are open; `hasMore` when there are older ones. */
  open: { rows: Alarm[]; hasMore: boolean };
  past: PastAlarms;
}

interface PastAlarms {
  rows: Alarm[];
  /** The last alarm of the page before; undefined on the first page. */
  after: string | undefined;
  hasNext: boolean;
}

/** Lists the alarms of a logger: those that are open, each to be dismissed, and its history. */
export function AlarmsPage({ logger, now, open, past }: AlarmsPageProps) {
  return (
    <LoggerFrame logger={logger} now={now} here="/alarms">
      <section aria-labelledby="open-alarms">
        <h2 id="open-alarms">Open alarms</h2>
        {open.rows.length === 0
          ? (
            <EmptyState title="No open alarms">
              <p>
                <a href={loggerUrl(logger, "/rules")}>Rules</a>{" "}
                say when a value, its rate of change or silence raises one.
              </p>
            </EmptyState>
          )
          : <OpenAlarms logger={logger} {...open} />}
      </section>
      {(past.rows.length > 0 || past.after) && <History logger={logger} {...past} />}
    </LoggerFrame>
  );
}

interface OpenAlarmsProps {
  logger: FramedLogger;
  rows: Alarm[];
  hasMore: boolean;
}

function OpenAlarms({ logger, rows, hasMore }: OpenAlarmsProps) {
  return (
    <>
      <table class="list">
        <caption class="visually-hidden">Open alarms, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">Alarm</th>
            <th scope="col">Severity</th>
            <th scope="col">Raised</th>
            <th scope="col">
              <span class="visually-hidden">Dismiss</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((alarm) => (
            <tr>
              <AlarmName alarm={alarm} />
              <td data-label="Severity">{alarm.severity}</td>
              <td data-label="Raised">
                <AlarmTime at={alarm.raised_utc} zone={logger.zone} />
              </td>
              <td class="wide">
                <form
                  method="post"
                  action={loggerUrl(logger, `/alarms/${alarm.alarm_uuid}/dismiss`)}
                >
                  <button type="submit">
                    Dismiss<span class="visually-hidden">: {alarm.description}</span>
                  </button>
                </form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasMore && <p class="muted">There are more open alarms, which are older.</p>}
      <form class="actions" method="post" action={loggerUrl(logger, "/alarms/dismiss-all")}>
        <button type="submit">Dismiss all open alarms</button>
      </form>
    </>
  );
}

function AlarmName({ alarm }: { alarm: Alarm }) {
  return (
    <th scope="row">
      <bdi>{alarm.description}</bdi>
      {alarm.cause && (
        <small>
          found by the service: <code>{alarm.cause}</code>
        </small>
      )}
    </th>
  );
}

function History({ logger, rows, after, hasNext }: PastAlarms & { logger: FramedLogger }) {
  const url = loggerUrl(logger, "/alarms");
  return (
    <section aria-labelledby="past-alarms">
      <h2 id="past-alarms">History</h2>
      <table class="list">
        <caption class="visually-hidden">Alarms that ended or were dismissed</caption>
        <thead>
          <tr>
            <th scope="col">Alarm</th>
            <th scope="col">Severity</th>
            <th scope="col">Raised</th>
            <th scope="col">Ended</th>
            <th scope="col">Dismissed</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((alarm) => (
            <tr>
              <AlarmName alarm={alarm} />
              <td data-label="Severity">{alarm.severity}</td>
              <td data-label="Raised">
                <AlarmTime at={alarm.raised_utc} zone={logger.zone} />
              </td>
              <td data-label="Ended">
                <AlarmTime at={alarm.cleared_utc} zone={logger.zone} none="no" />
              </td>
              <td data-label="Dismissed">
                <AlarmTime at={alarm.dismissed_utc} zone={logger.zone} none="no" />
                {alarm.dismissed_by && <small>by {alarm.dismissed_by}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {(after || hasNext) && (
        <nav class="pagination" aria-label="Pages of the history">
          {after && <a class="button" href={url}>Newest</a>}
          {hasNext && (
            <a class="button" rel="next" href={`${url}?after=${rows.at(-1)!.alarm_uuid}`}>
              Older
            </a>
          )}
        </nav>
      )}
    </section>
  );
}
