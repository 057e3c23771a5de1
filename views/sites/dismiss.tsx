import { attentionText, reasonText } from "../../domain/sites/attention/attention_text.ts";
import { DISMISSAL_REASONS } from "../../domain/sites/attention/dismissal.ts";
import type { OpenAttention } from "../../domain/sites/attention/kinds.ts";
import { type Site, siteName } from "../../domain/sites/site.ts";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import { Select, TextArea } from "../ui/inputs.tsx";
import { SubPage } from "./sub_page.tsx";

interface DismissPageProps {
  site: Site;
  zone: string;
  open: OpenAttention;
  state: FormState;
}

/** Asks why something should not be shown any more, and says what dismissing it does. */
export function DismissPage({ site, zone, open, state }: DismissPageProps) {
  const path = `/sites/${site.site_uuid}`;
  const options = DISMISSAL_REASONS.map((reason) => ({
    value: reason,
    label: reasonText(reason),
  }));
  return (
    <SubPage title="Dismiss this?" siteUuid={site.site_uuid} name={siteName(site)}>
      <p class="callout warn">{attentionText(open, zone)}</p>
      <p>
        Your group no longer sees it above the list, in the filter and as this site's badge until it
        ends. It stays on the site's page under “Dismissed”, where it can be shown again. Is it an
        outage? <a href={`${path}/outages`}>Mark it</a>, so that it does not count in the accuracy.
      </p>
      <Form
        action={`${path}/attention/${open.attention_uuid}/dismiss`}
        state={state}
        submit="Dismiss"
        cancel={path}
      >
        <Select state={state} name="reason" label="Why" options={options} />
        <TextArea
          state={state}
          name="text"
          label="In words"
          hint="Needed for another reason. Seen by your group alone."
          rows={2}
          optional
        />
      </Form>
    </SubPage>
  );
}
