import { raw } from "hono/html";
import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { LIVE_ORDERS, type LiveOrder } from "../../domain/loggers/live_order.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { KEEP_ON_ERROR, swaps } from "../ui/htmx.ts";
import { Pagination } from "../ui/pagination.tsx";
import { Search } from "../ui/search.tsx";
import { LIVE_PART, type LiveProps } from "./live_props.ts";
import { LiveRow } from "./live_row.tsx";
import { liveParameters, liveUrl } from "./live_url.ts";
import { LoggerFrame } from "./logger_frame.tsx";
import { loggerUrl } from "./urls.ts";

/** Shows the newest values of a logger. */
export function LivePage({ framed, now, ...props }: LiveProps & {
  framed: FramedLogger;
  now: Temporal.Instant;
}) {
  const { logger, shown } = props;
  return (
    <LoggerFrame logger={framed} now={now} here="">
      <Search
        action={loggerUrl(logger)}
        kept={liveParameters({ ...shown, query: "", page: 1 })}
        label="Search variables"
        query={shown.query}
        part={LIVE_PART}
      />
      <LivePart {...props} />
    </LoggerFrame>
  );
}

/** Returns attributes of a part that reloads itself every 2 seconds, unless nothing is new. */
function follows(url: string, etag: string) {
  return {
    "hx-get": url,
    "hx-trigger": "every 2s, visibilitychange from:document",
    "hx-headers": JSON.stringify({ "If-None-Match": etag }),
    "hx-sync": "drop",
    "hx-swap": "outerMorph",
    ...KEEP_ON_ERROR,
  };
}

/** Lists variables with value, age and the line of their newest points. */
export function LivePart(props: LiveProps) {
  const { logger, shown, variables, etag } = props;
  const attributes = shown.isPaused ? {} : follows(liveUrl(logger, shown), etag);
  return (
    <section id={LIVE_PART} aria-label="Newest values" tabindex={-1} {...attributes}>
      <Refresh {...props} />
      <Unused {...props} />
      {variables.length === 0 ? <Nothing {...props} /> : (
        <table class="list dense live">
          <Head {...props} />
          <tbody>
            {variables.map((variable) => <LiveRow {...props} variable={variable} />)}
          </tbody>
        </table>
      )}
      <Pagination
        page={shown.page}
        hasNext={props.hasNext}
        part={LIVE_PART}
        url={(page) => liveUrl(logger, { ...shown, page })}
      />
    </section>
  );
}

const ORDERS: Record<LiveOrder, string> = { name: "by name", newest: "newest first" };

/** Says that the values refresh themselves, with links that stop them and choose their order. */
function Refresh({ logger, shown }: LiveProps) {
  const { isPaused, order } = shown;
  return (
    <p class="live-line">
      <span class="refresh">
        {isPaused ? "The values do not refresh themselves." : "Refreshed every 2 seconds."}{" "}
        <a
          id="pause"
          {...swaps(liveUrl(logger, { ...shown, isPaused: !isPaused }), LIVE_PART)}
        >
          {isPaused ? "Resume" : "Pause"}
        </a>
      </span>
      <a class="without-script" href={liveUrl(logger, shown)}>Reload</a>
      <span>
        {LIVE_ORDERS.map((each) => (
          <a
            id={`order-${each}`}
            aria-current={each === order ? "true" : undefined}
            {...swaps(liveUrl(logger, { ...shown, order: each, page: 1 }), LIVE_PART)}
          >
            {ORDERS[each]}
          </a>
        ))}
      </span>
    </p>
  );
}

/** Says that none of all variables feeds the site; those that do are at the top of the list. */
function Unused({ logger, shown, variables }: LiveProps) {
  const isWhole = shown.query === "" && shown.order === "name" && shown.page === 1;
  if (!isWhole || variables.length === 0) return null;
  if (variables.some(({ feeds }) => feeds !== "nothing")) return null;
  return (
    <p class="muted">
      None of these feeds the site.{" "}
      <a href={loggerUrl(logger, "/variables")}>Choose what becomes its generation</a>
    </p>
  );
}

function Nothing({ logger, shown }: LiveProps) {
  if (shown.query !== "") {
    return (
      <EmptyState title={`No variable has “${shown.query}” in its name.`}>
        <p>
          <a href={liveUrl(logger, { ...shown, query: "" })}>Show all</a>
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing has arrived yet.">
      <p>
        <a href={loggerUrl(logger, "/connect")}>Connect the device</a>: values appear here as soon
        as it sends them.
      </p>
    </EmptyState>
  );
}

const HEAD = raw(
  '<thead><tr><th scope="col">Variable</th><th scope="col" class="number">Value</th>' +
    '<th scope="col" class="number">Age</th><th scope="col">Last 50</th>' +
    '<th scope="col"><span class="visually-hidden">Pin</span></th></tr></thead>',
);
const Head = (_: LiveProps) => HEAD;
