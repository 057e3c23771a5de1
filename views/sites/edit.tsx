import type { FormState } from "../ui/form_state.ts";
import { type Site, siteName } from "../../domain/sites/site.ts";
import { Form } from "../ui/form.tsx";
import { SiteFields } from "./fields.tsx";
import { LeaveLink } from "./leave.tsx";
import { SubPage } from "./sub_page.tsx";

interface EditSitePageProps {
  site: Site;
  state: FormState;
  /** Somebody else saved first: messages at fields show their values and are no errors. */
  conflict?: boolean;
}

export function EditSitePage({ site, state, conflict }: EditSitePageProps) {
  const path = `/sites/${site.site_uuid}`;
  const errors = state.errors.filter(({ field }) => !conflict || field === "");
  return (
    <SubPage title="Edit site" siteUuid={site.site_uuid} name={siteName(site)}>
      <Form action={`${path}/edit`} state={{ ...state, errors }} submit="Save" cancel={path}>
        <SiteFields state={state} mode="edit" />
      </Form>
      <LeaveLink path={path} />
    </SubPage>
  );
}
