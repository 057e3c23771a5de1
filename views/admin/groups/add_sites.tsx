import { errorOf, type FormState } from "../../ui/form_state.ts";
import { type Group, groupName } from "../../../domain/groups/group.ts";
import type { GroupSite } from "../../../domain/sites/site_names.ts";
import { FormError } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { TextArea } from "../../ui/inputs.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { Search } from "../../ui/search.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { SiteTable } from "./site_table.tsx";
import { addressOf, type Listed, pathOf } from "./urls.ts";

export type AddSitesPageProps = Listed<GroupSite> & { group: Group; state: FormState };

export function AddSitesPage(props: AddSitesPageProps) {
  const { group, state, query } = props;
  const path = `${pathOf(group)}/add-sites`;
  return (
    <>
      <Breadcrumb group={group} />
      <div class="page-head">
        <h1>
          Add sites to <bdi>{groupName(group)}</bdi>
        </h1>
        <a class="button" href={`${pathOf(group)}/add-all-sites`}>Add all sites…</a>
      </div>
      <section class="narrow" aria-labelledby="paste-heading">
        <h2 id="paste-heading">From a list</h2>
        <PasteForm path={path} state={state} />
      </section>
      <section class="panel" aria-labelledby="search-heading">
        <h2 id="search-heading">By search</h2>
        <FormError message={errorOf(state, "site_uuids")} />
        <Search
          action={path}
          label="Search by name, client’s number or UUID"
          query={query}
          part="other-sites"
        />
        <OtherSitesPart {...props} />
      </section>
    </>
  );
}

function PasteForm({ path, state }: { path: string; state: FormState }) {
  const errors = state.errors.filter(({ field }) => field === "pasted");
  return (
    <Form action={`${path}/preview`} state={{ ...state, errors }} submit="Look them up">
      <TextArea
        state={state}
        name="pasted"
        label="Names, client’s numbers or UUIDs"
        hint="One per line, or separated by commas, semicolons or tabs. Nothing is added yet."
        rows={6}
      />
    </Form>
  );
}

/** Lists the sites that the group does not have, to choose from. */
export function OtherSitesPart({ group, rows, page, hasNext, query }: AddSitesPageProps) {
  const path = `${pathOf(group)}/add-sites`;
  return (
    <section id="other-sites" aria-label="Sites that the group does not have" tabindex={-1}>
      {rows.length === 0
        ? (
          <p class="muted">
            {query ? `No other site matches “${query}”.` : "There are no more sites to add."}
          </p>
        )
        : (
          <form method="post" action={path}>
            <SiteTable
              caption="Sites that the group does not have"
              rows={rows}
              choose="unchecked"
            />
            <p class="actions after">
              <button type="submit">Add chosen sites</button>
            </p>
          </form>
        )}
      <Pagination
        page={page}
        hasNext={hasNext}
        part="other-sites"
        url={(other) => addressOf(path, { q: query, page: other })}
      />
    </section>
  );
}
