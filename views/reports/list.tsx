import { monthOf } from "../../domain/operations/reports/month.ts";
import type { KeptReport } from "../../domain/operations/reports/kept_report.ts";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { monthAndYear } from "../ui/day_text.ts";
import { Form } from "../ui/form.tsx";
import { blankForm, type FormState } from "../ui/form_state.ts";
import { Select, TextInput } from "../ui/inputs.tsx";
import { UtcTime } from "../ui/utc_time.tsx";

interface ReportsPageProps {
  reports: readonly Omit<KeptReport, "body">[];
  /** Whether the service makes a report each month. */
  isOn: boolean;
  state: FormState;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));

/** Lists the kept reports of a group, and says when the next ones are made. */
export function ReportsPage({ reports, isOn, state }: ReportsPageProps) {
  return (
    <section class="narrow">
      <Breadcrumb trail={[["Sites", "/sites"]]} />
      <h1>Monthly reports</h1>
      <p>
        <a class="button primary" href="/reports/month">The month before this</a>
      </p>
      <section class="panel" aria-labelledby="kept">
        <h2 id="kept">Kept reports</h2>
        {reports.length === 0
          ? <p class="muted">None yet: keep one from its page, or let them be made each month.</p>
          : <KeptReports reports={reports} />}
      </section>
      <section class="panel" aria-labelledby="schedule">
        <h2 id="schedule">Each month</h2>
        <p>
          {isOn
            ? "The report of the month before is made on the 1st, and kept here. It is not sent: this service sends no e-mail."
            : "Let the report of the month before be made on the 1st, and kept here for your whole group."}
        </p>
        <Form action="/reports/schedule" state={state} submit={isOn ? "Save" : "Make them"}>
          <Select state={state} name="hour" label="At" options={HOURS} />
          <TextInput state={state} name="time_zone" label="Time zone" />
        </Form>
        {isOn && (
          <Form action="/reports/schedule" state={blankForm()} submit="Make no more" danger>
            <input type="hidden" name="off" value="on" />
          </Form>
        )}
      </section>
    </section>
  );
}

function KeptReports({ reports }: Pick<ReportsPageProps, "reports">) {
  return (
    <table class="list">
      <thead>
        <tr>
          <th scope="col">Month</th>
          <th scope="col">Made</th>
          <th scope="col">By</th>
        </tr>
      </thead>
      <tbody>
        {reports.map(({ report_uuid, month, made_utc, made_by }) => (
          <tr>
            <th scope="row">
              <a href={`/reports/${report_uuid}`}>{monthAndYear(monthOf(month).first)}</a>
            </th>
            <td data-label="Made">
              <UtcTime at={made_utc} />
            </td>
            <td data-label="By">{made_by ?? "the service"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
