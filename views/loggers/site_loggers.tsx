import { loggerListQuery } from "../../domain/loggers/logger_list.ts";
import { type NamedSite, siteName } from "../../domain/sites/site.ts";
import { SITES } from "../sites/site_header.tsx";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import { Search } from "../ui/search.tsx";
import { LoggerFields } from "./fields.tsx";
import { LoggersPart, type LoggersProps, PART } from "./table.tsx";
import { loggersUrl } from "./urls.ts";

interface SiteLoggersPageProps extends LoggersProps {
  site: NamedSite;
}

/** Lists the loggers of a site. */
export function SiteLoggersPage({ site, ...props }: SiteLoggersPageProps) {
  const isWhole = loggerListQuery(props.state) === "";
  return (
    <section class="sub-page">
      <Breadcrumb trail={[SITES, [siteName(site), `/sites/${site.site_uuid}`]]} />
      <header class="page-head">
        <h1>
          Loggers of <bdi>{siteName(site)}</bdi>
        </h1>
        <a class="button primary" href={loggersUrl(site.site_uuid, "/new")}>Add a logger</a>
      </header>
      {isWhole && props.rows.length === 0 ? <NoLoggers site={site} /> : (
        <>
          {(!isWhole || props.rows.length > 5) && (
            <Search
              action={props.path}
              label="Search by logger"
              query={props.state.query}
              part={PART}
            />
          )}
          <LoggersPart {...props} />
        </>
      )}
    </section>
  );
}

function NoLoggers({ site }: Pick<SiteLoggersPageProps, "site">) {
  return (
    <EmptyState title="No loggers yet">
      <p>
        A logger is a device or a program at this site that sends what it measures: Telegraf, Home
        Assistant, evcc, an OpenEVSE charger, a script. Add it here, and you get a key and the
        configuration to copy.
      </p>
      <p>
        <a class="button primary" href={loggersUrl(site.site_uuid, "/new")}>Add a logger</a>
      </p>
    </EmptyState>
  );
}

interface NewLoggerPageProps {
  site: NamedSite;
  state: FormState;
  formKey: string;
}

/** Shows the form for a new logger. */
export function NewLoggerPage({ site, state, formKey }: NewLoggerPageProps) {
  const path = loggersUrl(site.site_uuid);
  return (
    <section class="narrow">
      <Breadcrumb
        trail={[SITES, [siteName(site), `/sites/${site.site_uuid}`], ["Loggers", path]]}
      />
      <h1>Add a logger</h1>
      <p class="muted">
        The next page shows its key once, with the configuration for your program. Everybody who
        sees the site sees its loggers.
      </p>
      <Form action={path} state={state} submit="Add the logger" cancel={path} formKey={formKey}>
        <LoggerFields state={state} />
      </Form>
    </section>
  );
}
