import { ConfirmPage } from "../ui/confirm.tsx";
import { Form } from "../ui/form.tsx";
import { type FormState, textOf } from "../ui/form_state.ts";
import { TextInput } from "../ui/inputs.tsx";
import { SubPage } from "./sub_page.tsx";

interface RemoveGenerationProps {
  siteUuid: string;
  name: string;
  zone: string;
  state: FormState;
}

/** Shows the form in which people choose from when to when measurements are deleted. */
export function RemoveGenerationPage({ siteUuid, name, zone, state }: RemoveGenerationProps) {
  const path = `/sites/${siteUuid}/batches`;
  const hint = `In the site's time zone, ${zone}.`;
  return (
    <SubPage title="Delete measurements" siteUuid={siteUuid} name={name}>
      <p>
        Deletes what your group sent for a range of time, for example hours that were sent at the
        wrong time.
      </p>
      <Form action={`${path}/remove`} state={state} submit="Continue" cancel={path}>
        <TextInput state={state} name="start" label="Start" type="datetime-local" hint={hint} />
        <TextInput
          state={state}
          name="end"
          label="End"
          type="datetime-local"
          hint="Measurements that start here stay."
        />
      </Form>
    </SubPage>
  );
}

/** Asks before a range of measurements is deleted. */
export function ConfirmRemovalPage({ siteUuid, name, zone, state }: RemoveGenerationProps) {
  const path = `/sites/${siteUuid}/batches`;
  const [start, end] = [textOf(state, "start"), textOf(state, "end")];
  const shown = (text: string) => text.replace("T", " ");
  return (
    <ConfirmPage
      title="Delete these measurements?"
      action={`${path}/remove`}
      submit="Delete them"
      cancel={path}
      fields={
        <>
          <input type="hidden" name="start" value={start} />
          <input type="hidden" name="end" value={end} />
          <input type="hidden" name="confirmed" value="on" />
        </>
      }
    >
      <p>
        What your group measured at <b>{name}</b> from {shown(start)} to {shown(end)}{" "}
        ({zone}) is deleted. If the range holds measurements of others, nothing is.
      </p>
      <p>Within 30 days it can be undone.</p>
    </ConfirmPage>
  );
}
