import { loggerListQuery } from "../../domain/loggers/logger_list.ts";
import { type NamedSite, siteName } from "../../domain/sites/site.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { Search } from "../ui/search.tsx";
import { LoggersPart, type LoggersProps, PART } from "./table.tsx";
import { loggersUrl } from "./urls.ts";

interface LoggersPageProps extends LoggersProps {
  /** The first sites of the group, for somebody who has no logger yet. */
  sites: NamedSite[];
}

/** Lists the loggers of all sites of the group. */
export function LoggersPage({ sites, ...props }: LoggersPageProps) {
  const isBare = props.rows.length === 0 && loggerListQuery(props.state) === "";
  return (
    <>
      <header class="page-head">
        <h1>Loggers</h1>
      </header>
      {isBare ? <NoLoggers sites={sites} /> : (
        <>
          <Search
            action={props.path}
            label="Search by logger or site"
            query={props.state.query}
            part={PART}
          />
          <LoggersPart {...props} />
        </>
      )}
    </>
  );
}

function NoLoggers({ sites }: Pick<LoggersPageProps, "sites">) {
  return (
    <EmptyState title="No loggers yet">
      <p>
        A logger is a device or a program at a site that sends what it measures: Telegraf, Home
        Assistant, evcc, an OpenEVSE charger, a script. You see its values live, and they become the
        generation of the site.
      </p>
      {sites.length === 0
        ? (
          <p>
            It belongs to a site. <a href="/sites/new">Add a site first</a>
          </p>
        )
        : (
          <>
            <p>Where is it?</p>
            <ul class="site-choices">
              {sites.map((site) => (
                <li>
                  <a href={loggersUrl(site.site_uuid, "/new")}>
                    Add a logger at <bdi>{siteName(site)}</bdi>
                  </a>
                </li>
              ))}
            </ul>
            <p>
              Each page of a site leads to its loggers, too: <a href="/sites">all sites</a>.
            </p>
          </>
        )}
    </EmptyState>
  );
}
