import { type Outage, OUTAGE_KINDS, outageLabel } from "../../domain/sites/outage.ts";
import { momentText } from "../../domain/time/moment_text.ts";
import { instantOf } from "../../domain/time/utc_text.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import { Select, TextArea, TextInput } from "../ui/inputs.tsx";
import { SubPage } from "./sub_page.tsx";

interface OutageFormProps {
  siteUuid: string;
  name: string;
  zone: string;
  state: FormState;
}

/** Lists outages and curtailments of a site, those that were removed, and the form for a new one. */
export function OutagesPage(
  { outages, formKey, ...site }: OutageFormProps & { outages: Outage[]; formKey: string },
) {
  const path = `/sites/${site.siteUuid}/outages`;
  const removed = outages.filter(({ removed_utc }) => removed_utc !== null);
  const marked = outages.filter(({ removed_utc }) => removed_utc === null);
  return (
    <SubPage title="Outages and curtailments" siteUuid={site.siteUuid} name={site.name} wide>
      <p>
        Times in which the plant was broken, switched off or made to produce less. They are shown on
        the chart, and left out of the accuracy and of what forecasts learn from. Everybody who has
        the site sees kind and times; your text is seen by your group alone.
      </p>
      {marked.length === 0
        ? (
          <EmptyState title="None marked">
            <p>Mark the first one below.</p>
          </EmptyState>
        )
        : <OutageTable path={path} zone={site.zone} outages={marked} />}
      <section class="panel" aria-labelledby="add-heading">
        <h2 id="add-heading">Mark an outage or curtailment</h2>
        <Form action={path} state={site.state} submit="Mark it" formKey={formKey}>
          <OutageFields {...site} />
        </Form>
      </section>
      {removed.length > 0 && <Removed path={path} zone={site.zone} outages={removed} />}
    </SubPage>
  );
}

/** Shows the form that changes an outage. */
export function EditOutagePage({ outageUuid, ...site }: OutageFormProps & { outageUuid: string }) {
  const path = `/sites/${site.siteUuid}/outages`;
  return (
    <SubPage title="Edit an outage or curtailment" siteUuid={site.siteUuid} name={site.name}>
      <Form action={`${path}/${outageUuid}/edit`} state={site.state} submit="Save" cancel={path}>
        <OutageFields {...site} />
      </Form>
    </SubPage>
  );
}

function OutageFields({ state, zone }: OutageFormProps) {
  const kinds = OUTAGE_KINDS.map((kind) => ({ value: kind, label: outageLabel(kind) }));
  const hint = `In the site's time zone, ${zone}.`;
  return (
    <>
      <Select state={state} name="kind" label="Kind" options={kinds} />
      <div class="fields">
        <TextInput state={state} name="start_utc" label="Start" type="datetime-local" hint={hint} />
        <TextInput
          state={state}
          name="end_utc"
          label="End"
          type="datetime-local"
          hint="Leave it empty while it goes on."
          optional
        />
      </div>
      <TextArea
        state={state}
        name="text"
        label="What happened"
        hint="Seen by your group alone."
        rows={2}
        optional
      />
    </>
  );
}

interface OutageListProps {
  path: string;
  zone: string;
  outages: Outage[];
}

function OutageTable({ path, zone, outages }: OutageListProps) {
  return (
    <table class="list outages">
      <caption class="visually-hidden">Outages and curtailments, the newest first</caption>
      <thead>
        <tr>
          <th scope="col">Kind</th>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col">What happened</th>
          <th scope="col">
            <span class="visually-hidden">Change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {outages.map((outage) => (
          <tr>
            <th scope="row">{outageLabel(outage.kind)}</th>
            <td data-label="From">
              <Moment utc={outage.start_utc} zone={zone} />
            </td>
            <td data-label="To">
              {outage.end_utc === null ? "goes on" : <Moment utc={outage.end_utc} zone={zone} />}
            </td>
            <td data-label="What happened">
              {outage.text ? <bdi>{outage.text}</bdi> : <span class="muted">no text</span>}
            </td>
            <td>
              <OutageActions path={`${path}/${outage.outage_uuid}`} outage={outage} zone={zone} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function OutageActions({ path, outage, zone }: { path: string; outage: Outage; zone: string }) {
  const which = (
    <span class="visually-hidden">
      {` ${outageLabel(outage.kind)} of ${momentIn(outage.start_utc, zone)}`}
    </span>
  );
  return (
    <div class="row-actions">
      <a href={`${path}/edit`}>Edit{which}</a>
      {outage.end_utc === null && (
        <form method="post" action={`${path}/end`}>
          <button type="submit">End now{which}</button>
        </form>
      )}
      <form method="post" action={`${path}/remove`}>
        <button type="submit">Remove{which}</button>
      </form>
    </div>
  );
}

function Removed({ path, zone, outages }: OutageListProps) {
  return (
    <details class="panel">
      <summary>Removed ({outages.length})</summary>
      <ul>
        {outages.map(({ outage_uuid, kind, start_utc, end_utc }) => (
          <li class="with-button">
            <span>
              {outageLabel(kind)} from {momentIn(start_utc, zone)}
              {end_utc !== null && ` to ${momentIn(end_utc, zone)}`}
            </span>
            <form method="post" action={`${path}/${outage_uuid}/put-back`}>
              <button type="submit">
                Put back<span class="visually-hidden">
                  {` ${outageLabel(kind)} of ${momentIn(start_utc, zone)}`}
                </span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </details>
  );
}

function momentIn(utc: string, zone: string): string {
  const instant = instantOf(utc);
  return instant ? momentText(instant, zone) : utc;
}

function Moment({ utc, zone }: { utc: string; zone: string }) {
  return <time datetime={utc}>{momentIn(utc, zone)}</time>;
}
