import type { DeviceRequest, Door } from "../../domain/loggers/device_request.ts";
import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { count } from "../../domain/plural.ts";
import { instantOf } from "../../domain/time/utc_text.ts";
import { Badge } from "../ui/badge.tsx";
import { shortDay } from "../ui/day_text.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { refreshes } from "../ui/htmx.ts";
import { LoggerFrame } from "./logger_frame.tsx";
import { loggerUrl } from "./urls.ts";

/** Id of the part that refreshes itself. */
export const PART = "requests";

export interface RequestsProps {
  logger: FramedLogger;
  now: Temporal.Instant;
  requests: DeviceRequest[];
}

const DOORS: Record<Door, string> = { influx: "InfluxDB", emoncms: "EmonCMS", api: "API" };

/** Shows what a logger sent last, and what was wrong with it. */
export function RequestsPage(props: RequestsProps) {
  return (
    <LoggerFrame logger={props.logger} now={props.now} here="/requests">
      <RequestsPart {...props} />
    </LoggerFrame>
  );
}

/** Shows the last requests; they refresh themselves every five seconds. */
export function RequestsPart({ logger, now, requests }: RequestsProps) {
  const url = loggerUrl(logger, "/requests");
  return (
    <section
      id={PART}
      aria-labelledby="requests-heading"
      tabindex={-1}
      {...refreshes(url)}
      hx-trigger="every 5s"
    >
      <h2 id="requests-heading">What arrives</h2>
      <p class="muted">
        The last 20 requests with a key of this logger, times in {logger.zone}. It is{" "}
        {clock(now, logger.zone)} now. <a href={url}>Look again</a>
      </p>
      {requests.length === 0
        ? <Nothing logger={logger} />
        : <RequestTable logger={logger} requests={requests} />}
    </section>
  );
}

function RequestTable({ logger, requests }: Omit<RequestsProps, "now">) {
  return (
    <table class="list dense">
      <caption class="visually-hidden">The last requests, the newest first</caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">By</th>
          <th scope="col">Status</th>
          <th scope="col" class="number">Stored</th>
          <th scope="col" class="number">Refused</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => <Row request={request} zone={logger.zone} />)}
      </tbody>
    </table>
  );
}

function Row({ request, zone }: { request: DeviceRequest; zone: string }) {
  const at = instantOf(request.at_utc)!;
  const isGood = request.status < 400;
  return (
    <tr>
      <th scope="row">
        <time datetime={request.at_utc}>{clock(at, zone)}</time>
      </th>
      <td data-label="By">{DOORS[request.door]}</td>
      <td data-label="Status">
        <Badge tone={isGood ? "good" : "warn"} text={`${request.status}`} />
      </td>
      <td data-label="Stored" class="number">{count(request.stored)}</td>
      <td data-label="Refused" class="number">
        {request.refused === 0 ? <span class="muted">0</span> : count(request.refused)}
      </td>
      <td class="wide">
        {request.faults.length === 0 ? <span class="muted">–</span> : (
          <ul class="request-faults">
            {request.faults.map(({ line, message }) => (
              <li>
                {line !== null && `${line}: `}
                <bdi>{message}</bdi>
              </li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}

/** Returns `29 Nov, 14:05:09`. */
function clock(at: Temporal.Instant, zone: string): string {
  const local = at.toZonedDateTimeISO(zone);
  return `${shortDay(local)}, ${local.toPlainTime().toString({ smallestUnit: "second" })}`;
}

function Nothing({ logger }: Pick<RequestsProps, "logger">) {
  return (
    <EmptyState title="Nothing arrived yet">
      <p>
        Requests show up here within seconds, also those that are refused.{" "}
        <a href={loggerUrl(logger, "/connect")}>How to send</a>. Requests without a key of this
        logger are not shown: if nothing comes, check the key and the address.
      </p>
    </EmptyState>
  );
}
