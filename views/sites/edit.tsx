import type { FormState } from "../ui/form_state.ts";
import { type Site, siteName } from "../../domain/sites/site.ts";
import { Form } from "../ui/form.tsx";
import { SiteFields } from "./fields.tsx";
import { LOOK_UP } from "./new.tsx";
import type { PlaceProps } from "./place.tsx";
import { LeaveLink } from "./leave.tsx";
import { SubPage } from "./sub_page.tsx";

export interface EditSitePageProps {
  site: Site;
  state: FormState;
  /** Somebody else saved first: messages at fields show their values and are no errors. */
  conflict?: boolean;
  found?: PlaceProps["found"];
}

export function EditSitePage({ site, state, conflict, found }: EditSitePageProps) {
  const path = `/sites/${site.site_uuid}`;
  const errors = state.errors.filter(({ field }) => !conflict || field === "");
  return (
    <SubPage title="Edit site" siteUuid={site.site_uuid} name={siteName(site)}>
      <Form
        action={`${path}/edit`}
        state={{ ...state, errors }}
        submit="Save"
        cancel={path}
        second={LOOK_UP}
      >
        <SiteFields state={state} mode="edit" path={`${path}/edit`} found={found} />
      </Form>
      <LeaveLink path={path} />
    </SubPage>
  );
}
