import type { TestApp } from "../../support/app.ts";
import type { Pages } from "./pages.ts";

export async function adminSites({ cast, database: { owner } }: TestApp): Promise<Pages> {
  const { ada, sites: { plant, bare, turbine } } = cast;
  const [running, failed] = await owner<{ job_uuid: string }[]>`
    insert into app.jobs (kind, state, site_uuid, site_name, asked_by_email, done, total, message)
    values ('delete site', 'running', ${turbine}, 'Turbine', ${ada.email}, 12000, 40000, null),
      ('delete site', 'failed', ${turbine}, 'Turbine', ${ada.email}, 0, 7,
        'Generation was measured since this was requested. Nothing was deleted.')
    returning job_uuid`;
  return {
    "all sites": ["/admin/sites", ada],
    "all sites, none found": ["/admin/sites?q=nowhere&active=inactive", ada],
    "a new site of an admin": ["/admin/sites/new", ada],
    "a copy of a site": [`/admin/sites/new?from=${plant}`, ada],
    "a site of an admin": [`/admin/sites/${plant}`, ada],
    "a site of an admin that knows nothing": [`/admin/sites/${bare}`, ada],
    "a site that is being deleted": [`/admin/sites/${turbine}`, ada],
    "the assignment of a site": [`/admin/sites/${plant}/assign`, ada],
    "deactivating a site": [`/admin/sites/${plant}/deactivate`, ada],
    "restoring a site": [`/admin/sites/${plant}/restore`, ada],
    "deleting a site with generation": [`/admin/sites/${plant}/delete`, ada],
    "deleting an empty site": [`/admin/sites/${bare}/delete`, ada],
    "the jobs": ["/admin/jobs", ada],
    "a job that runs": [`/admin/jobs/${running!.job_uuid}`, ada],
    "a job that failed": [`/admin/jobs/${failed!.job_uuid}`, ada],
  };
}
