import type { AdminSite } from "../../../domain/sites/admin_site.ts";
import type { Client } from "../../../domain/sites/client.ts";
import { type Model, modelName } from "../../../domain/forecasts/model.ts";
import type { FormState } from "../../ui/form_state.ts";
import { siteName } from "../../../domain/sites/site.ts";
import { Form } from "../../ui/form.tsx";
import { Select, TextInput } from "../../ui/inputs.tsx";

interface AssignProps {
  site: AdminSite;
  state: FormState;
  models: Model[];
  clients: Client[];
}

export function AssignPage({ site, state, models, clients }: AssignProps) {
  const path = `/admin/sites/${site.site_uuid}`;
  const none = { value: "", label: "None" };
  return (
    <section class="narrow">
      <h1>
        Assign <bdi>{siteName(site)}</bdi>
      </h1>
      <Form action={`${path}/assign`} state={state} submit="Assign" cancel={path}>
        <Select
          state={state}
          name="ml_model_uuid"
          label="Model"
          hint="Tells modellers which model should make the forecasts of this site."
          options={[
            none,
            ...models.map((model) => ({ value: model.model_uuid, label: modelName(model) })),
          ]}
        />
        <Select
          state={state}
          name="client_uuid"
          label="Client"
          options={[
            none,
            ...clients.map((client) => ({ value: client.client_uuid, label: client.client_name })),
          ]}
        />
        <TextInput
          state={state}
          name="client_name"
          label="Or a new client"
          hint="If you enter a name, it replaces the choice above."
          optional
        />
      </Form>
    </section>
  );
}
