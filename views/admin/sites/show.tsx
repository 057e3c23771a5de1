import { Breadcrumb } from "../../ui/breadcrumb.tsx";
import { type AdminSite, ordinaryGroups } from "../../../domain/sites/admin_site.ts";
import { modelOfSite } from "../../../domain/forecasts/model.ts";
import type { Hint } from "../../../domain/sites/hints/hint.ts";
import type { Job } from "../../../domain/operations/job.ts";
import { siteName, zoneOf } from "../../../domain/sites/site.ts";
import { Facts } from "../../sites/facts.tsx";
import { Hints } from "../../sites/hints.tsx";
import { GroupLinks } from "./group_links.tsx";
import { ActiveBadge } from "./list.tsx";

interface AdminSiteProps {
  site: AdminSite;
  /** What contradicts the stated facts of the site in its measurements. */
  hints: Hint[];
  /** The job that is deleting this site, if one is. */
  job?: Job;
}

export function AdminSitePage({ site, hints, job }: AdminSiteProps) {
  const path = `/admin/sites/${site.site_uuid}`;
  return (
    <>
      <BackToSites />
      <div class="page-head">
        <h1>
          <bdi>{siteName(site)}</bdi>
        </h1>
        <ActiveBadge site={site} />
      </div>
      <div class="prose">
        {job && (
          <p class="callout bad">
            This site is being deleted for ever:{" "}
            <a href={`/admin/jobs/${job.job_uuid}`}>see its progress</a>.
          </p>
        )}
        <p class="actions">
          <a class="button" href={`/sites/${site.site_uuid}`}>Forecast</a>
          <a class="button" href={`/sites/${site.site_uuid}/edit`}>Edit</a>
          <a class="button" href={`/sites/${site.site_uuid}/inverters`}>Inverters</a>
          <a class="button" href={`/sites/${site.site_uuid}/history`}>History</a>
          <a class="button" href={`${path}/assign`}>Assign</a>
          <a class="button" href={`/admin/sites/new?from=${site.site_uuid}`}>Copy</a>
          {site.active === false
            ? <a class="button" href={`${path}/restore`}>Restore</a>
            : <a class="button" href={`${path}/deactivate`}>Deactivate</a>}
          <a class="button danger" href={`${path}/delete`}>Delete for ever</a>
        </p>
      </div>
      <Hints siteUuid={site.site_uuid} hints={hints} />
      <Belongs site={site} />
      <Facts site={site} zone={zoneOf(site)} />
    </>
  );
}

export function BackToSites() {
  return <Breadcrumb trail={[["All sites", "/admin/sites"]]} />;
}

function Belongs({ site }: { site: AdminSite }) {
  const none = <span class="muted">none</span>;
  const ordinary = ordinaryGroups(site);
  return (
    <section class="facts" aria-labelledby="belongs-heading">
      <h2 id="belongs-heading">Belongs to</h2>
      <dl>
        <div class="wide">
          <dt>Groups</dt>
          <dd>
            <GroupLinks groups={ordinary} />
            {ordinary.length === 0 && " yet: only admins see it"}
          </dd>
        </div>
        <div class="wide">
          <dt>Admin groups, which have every site</dt>
          <dd>
            <GroupLinks groups={site.groups.filter(({ is_admin }) => is_admin)} />
          </dd>
        </div>
        <div>
          <dt>Client</dt>
          <dd>{site.client_name ?? none}</dd>
        </div>
        <div>
          <dt>Model</dt>
          <dd>{modelOfSite(site) ?? none}</dd>
        </div>
        <div>
          <dt>Client’s number</dt>
          <dd>{site.client_site_id ?? none}</dd>
        </div>
      </dl>
    </section>
  );
}
