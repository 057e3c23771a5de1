import type { PropsWithChildren } from "hono/jsx";
import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { siteName } from "../../domain/sites/site.ts";
import { SITES } from "../sites/site_header.tsx";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { LoggerFacts } from "./logger_facts.tsx";
import { loggersUrl, loggerUrl } from "./urls.ts";

/** A page of a logger: its name, and its address below that of the logger. */
type LoggerPage = readonly [name: string, path: string];

/** What people look at, in the order of the tabs. */
const TABS: readonly LoggerPage[] = [
  ["Live", ""],
  ["Chart", "/chart"],
  ["Variables", "/variables"],
  ["Alarms", "/alarms"],
  ["Rules", "/rules"],
  ["Sessions", "/sessions"],
  ["Messages", "/messages"],
  ["Settings", "/settings"],
  ["What arrives", "/requests"],
];

/** What people set up once, in a menu; what cannot be undone comes last. */
const MENU: readonly LoggerPage[] = [
  ["Connect", "/connect"],
  ["Keys", "/keys"],
  ["Edit", "/edit"],
  ["Delete recordings", "/flush"],
  ["Delete", "/delete"],
];

interface LoggerFrameProps {
  logger: FramedLogger;
  now: Temporal.Instant;
  /** Address of the page below that of the logger, which marks its tab: `/requests`, or "". */
  here: string;
}

/** Renders a page of a logger: the logger's name and state, tabs to its other pages, the page itself. */
export function LoggerFrame({ logger, now, here, children }: PropsWithChildren<LoggerFrameProps>) {
  const { site_uuid } = logger;
  const trail = [SITES, [siteName(logger), `/sites/${site_uuid}`], [
    "Loggers",
    loggersUrl(site_uuid),
  ]] as const;
  return (
    <article class="logger">
      <header class="logger-header">
        <Breadcrumb trail={trail} />
        <div class="logger-title">
          <h1>
            <bdi>{logger.name}</bdi>
          </h1>
          <LoggerFacts logger={logger} now={now} />
          <LoggerMenu logger={logger} here={here} />
        </div>
      </header>
      <nav class="filter" aria-label="This logger">
        <Links logger={logger} here={here} pages={TABS} />
      </nav>
      {children}
    </article>
  );
}

function LoggerMenu({ logger, here }: Pick<LoggerFrameProps, "logger" | "here">) {
  return (
    <details class="menu">
      <summary class="button">Logger</summary>
      <nav aria-label="Set up this logger">
        <Links logger={logger} here={here} pages={MENU} />
      </nav>
    </details>
  );
}

interface LinksProps extends Pick<LoggerFrameProps, "logger" | "here"> {
  pages: readonly LoggerPage[];
}

function Links({ logger, here, pages }: LinksProps) {
  return (
    <>
      {pages.map(([name, path]) => (
        <a href={loggerUrl(logger, path)} aria-current={path === here ? "page" : undefined}>
          {name}
        </a>
      ))}
    </>
  );
}
