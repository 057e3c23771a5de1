import { counted } from "../../../domain/plural.ts";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import { siteName } from "../../../domain/sites/site.ts";
import type { Findings } from "../../../domain/sites/site_names.ts";
import { Breadcrumb } from "./breadcrumb.tsx";
import { SiteTable } from "./site_table.tsx";
import { pathOf } from "./urls.ts";

/** Shows which sites a pasted list names, before anything is added. */
export function PreviewPage({ group, findings }: { group: Group; findings: Findings }) {
  const { found, several, present, missing, twice } = findings;
  const path = `${pathOf(group)}/add-sites`;
  const canAdd = found.length > 0 || several.some(({ sites }) => sites.some((s) => !s.in_group));
  return (
    <>
      <Breadcrumb group={group} />
      <h1>
        Add sites to <bdi>{groupName(group)}</bdi>
      </h1>
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
          <h2>Already in the group: {counted(present.length, "site")}</h2>
          <p class="muted">{present.map(siteName).join(", ")}</p>
        </section>
      )}
      {twice.length > 0 && (
        <section class="panel">
          <h2>Entered more than once</h2>
          <p class="muted">Each is added once: {[...new Set(twice)].join(", ")}</p>
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
          ? "One entry is not the name, client’s number or UUID of any site:"
          : `${texts.length} entries are not the name, client’s number or UUID of any site:`}
      </p>
      <ul>{texts.map((text) => <li>{text}</li>)}</ul>
    </div>
  );
}

/** Lists the sites that one entry matches. None is ticked: which one is meant is not known. */
function Several({ text, sites }: Findings["several"][number]) {
  const others = sites.filter(({ in_group }) => !in_group);
  const own = sites.length - others.length;
  return (
    <section class="panel">
      <h2>“{text}” matches {sites.length} sites: choose</h2>
      {own > 0 && (
        <p class="muted">{`${own} of them ${own === 1 ? "is" : "are"} already in the group.`}</p>
      )}
      {others.length > 0 && (
        <SiteTable caption={`Sites that match ${text}`} rows={others} choose="unchecked" />
      )}
    </section>
  );
}
