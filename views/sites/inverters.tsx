import type { FormState } from "../ui/form_state.ts";
import { type Inverter, inverterName } from "../../domain/sites/inverter.ts";
import { type Site, siteName } from "../../domain/sites/site.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { Form } from "../ui/form.tsx";
import { NumberInput, TextInput } from "../ui/inputs.tsx";
import { capacity } from "../ui/numbers.ts";
import { UtcTime } from "../ui/utc_time.tsx";
import { SubPage } from "./sub_page.tsx";

interface InvertersPageProps {
  site: Site;
  inverters: Inverter[];
  state: FormState;
  formKey: string;
}

export function InvertersPage({ site, inverters, state, formKey }: InvertersPageProps) {
  const path = `/sites/${site.site_uuid}/inverters`;
  return (
    <SubPage title="Inverters" siteUuid={site.site_uuid} name={siteName(site)} wide>
      {inverters.length === 0
        ? (
          <EmptyState title="No inverters yet">
            <p>Add the first one below.</p>
          </EmptyState>
        )
        : <Inverters path={path} inverters={inverters} />}
      <section class="panel" aria-labelledby="add-heading">
        <h2 id="add-heading">Add an inverter</h2>
        <Form action={path} state={state} submit="Add the inverter" formKey={formKey}>
          <TextInput state={state} name="name" label="Name" />
          <div class="fields">
            <TextInput state={state} name="maker" label="Maker" optional />
            <NumberInput
              state={state}
              name="ac_kw"
              label="AC power"
              unit="kW"
              hint="The most power that it can feed in, as alternating current."
              optional
            />
          </div>
        </Form>
      </section>
    </SubPage>
  );
}

function Inverters({ path, inverters }: { path: string; inverters: Inverter[] }) {
  return (
    <table class="list">
      <caption class="visually-hidden">Inverters of this site</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Maker</th>
          <th scope="col" class="number">AC power</th>
          <th scope="col">Added</th>
          <th scope="col">
            <span class="visually-hidden">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {inverters.map((inverter) => (
          <tr>
            <th scope="row">{inverterName(inverter)}</th>
            <td data-label="Maker">{inverter.maker || <Unknown />}</td>
            <td data-label="AC power" class="number">{capacity(inverter.ac_kw) ?? <Unknown />}</td>
            <td data-label="Added">
              <UtcTime at={inverter.created_utc} never="at an unknown time" />
            </td>
            <td>
              <a href={`${path}/${inverter.inverter_uuid}/remove`}>
                Remove<span class="visually-hidden">{` ${inverterName(inverter)}`}</span>
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Unknown() {
  return <span class="muted">not known</span>;
}
