import { counted } from "../../../domain/plural.ts";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import { siteName } from "../../../domain/sites/site.ts";
import type { Findings } from "../../../domain/sites/site_names.ts";
import { Breadcrumb } from "./breadcrumb.tsx";
import { SiteTable } from "./site_table.tsx";
import { pathOf } from "./urls.ts";

/** What a pasted list means, before anything is done. */
export function PreviewPage({ group, findings }: { group: Group; findings: Findings }) {
  const { found, several, present, missing, twice } = findings;
  const path = `${pathOf(group)}/add-sites`;
  const canAdd = found.length > 0 || several.some(({ sites }) => sites.some((s) => !s.in_group));
  return (
    <>
      <Breadcrumb group={group} />
      <h1>Add sites to {groupName(group)}</h1>
      <Missing texts={missing} />
      <form method="post" action={path}>
        {found.length > 0 && (
          <section class="panel">
            <h2>{counted(found.length, "site")} found</h2>
            <SiteTable caption="Sites found" rows={found} choose="checked" more={PASTED} />
          </section>
        )}
        {several.map(({ text, sites }) => <Several text={text} sites={sites} />)}
        <p class="actions after">
          {canAdd && <button class="primary" type="submit">Add chosen sites</button>}
          <a class="button" href={path}>{canAdd ? "Cancel" : "Back"}</a>
        </p>
      </form>
      {present.length > 0 && (
        <section class="panel">
          <h2>{counted(present.length, "site")} of the group already</h2>
          <p class="muted">{present.map(siteName).join(", ")}</p>
        </section>
      )}
      {twice.length > 0 && (
        <section class="panel">
          <h2>Named more than once</h2>
          <p class="muted">Each counts once: {[...new Set(twice)].join(", ")}</p>
        </section>
      )}
    </>
  );
}

const PASTED = { heading: "You pasted", of: ({ text }: { text: string }) => text };

function Missing({ texts }: { texts: string[] }) {
  if (texts.length === 0) return null;
  return (
    <div class="callout warn after">
      <p>
        {texts.length === 1
          ? "One text is the name, client’s id or UUID of no site:"
          : `${texts.length} texts are the name, client’s id or UUID of no site:`}
      </p>
      <ul>{texts.map((text) => <li>{text}</li>)}</ul>
    </div>
  );
}

/** Nothing is chosen for the one who asks; those that the group has are counted only. */
function Several({ text, sites }: Findings["several"][number]) {
  const others = sites.filter(({ in_group }) => !in_group);
  const own = sites.length - others.length;
  return (
    <section class="panel">
      <h2>“{text}” means {sites.length} sites: choose</h2>
      {own > 0 && (
        <p class="muted">{`${own} of them ${own === 1 ? "is" : "are"} in the group already.`}</p>
      )}
      {others.length > 0 && (
        <SiteTable caption={`Sites that ${text} means`} rows={others} choose="unchecked" />
      )}
    </section>
  );
}
