import { type Site, siteName } from "../../domain/sites/site.ts";
import { Form } from "../ui/form.tsx";
import { blankForm } from "../ui/form_state.ts";
import { SubPage } from "./sub_page.tsx";

interface LeaveSitePageProps {
  site: Site;
  viewer: { site_group_name: string; is_admin: boolean };
  formKey: string;
}

/** Explains what will happen. It does not name other groups of the site, which may be private. */
export function LeaveSitePage({ site, viewer, formKey }: LeaveSitePageProps) {
  const name = siteName(site);
  const path = `/sites/${site.site_uuid}`;
  return (
    <SubPage title="Remove this site from your group?" siteUuid={site.site_uuid} name={name}>
      {viewer.is_admin ? <AdminHint site={site} /> : (
        <>
          <div class="prose">
            <p>
              You and your colleagues in <bdi>{viewer.site_group_name}</bdi> will no longer see{" "}
              <b>{name}</b>. Only an administrator can bring it back.
            </p>
            <p>
              If another group has the site, it stays active there. If not, it becomes inactive: no
              more forecasts are made for it. Its data are kept in both cases.
            </p>
          </div>
          <Form
            action={`${path}/remove`}
            state={blankForm()}
            submit="Remove from my group"
            cancel={path}
            formKey={formKey}
            danger
          />
        </>
      )}
    </SubPage>
  );
}

function AdminHint({ site }: { site: Site }) {
  return (
    <div class="prose">
      <p>Your group is an admin group. It has every site, so none can be removed from it.</p>
      <p>
        <a href={`/admin/sites/${site.site_uuid}`}>Administer this site</a>{" "}
        to take it out of other groups or to delete it.
      </p>
    </div>
  );
}

/** Leads from the form of a site to the page that removes it from the viewer's group. */
export function LeaveLink({ path }: { path: string }) {
  return (
    <section class="panel" aria-labelledby="leave-heading">
      <h2 id="leave-heading">Remove from my group</h2>
      <p>You and your colleagues will no longer see the site. Its data are kept.</p>
      <p>
        <a class="button danger" href={`${path}/remove`}>Remove from my group</a>
      </p>
    </section>
  );
}
