import { Term } from "../ui/term.tsx";
import type { Accuracy } from "../../domain/accuracy/accuracy.ts";
import { count } from "../../domain/plural.ts";
import { power } from "../ui/numbers.ts";
import { type ModelAccuracy, modelLabel } from "./by_model.ts";
import { aheadText, bias, biasShare, percent, skillText } from "./words.ts";

/** Shows the errors of one model, under its name. */
export function ModelTable({ model }: { model: ModelAccuracy }) {
  return (
    <section class="panel" aria-label={modelLabel(model.name)}>
      <h2>
        {modelLabel(model.name)}
        {model.isBaseline && <span class="muted">, the simple baseline</span>}
      </h2>
      <HorizonTable model={model} />
    </section>
  );
}

/** Lists the errors of a model by horizon. */
export function HorizonTable({ model }: { model: ModelAccuracy }) {
  return (
    <table class="list horizon-errors">
      <caption class="visually-hidden">{modelLabel(model.name)}: errors by horizon</caption>
      <thead>
        <tr>
          <th scope="col">Made</th>
          <th scope="col" class="number">Values compared</th>
          <th scope="col" class="number">Mean absolute error</th>
          <th scope="col" class="number">
            <Term id="crps">CRPS</Term>
          </th>
          <th scope="col" class="number">
            <Term id="pinball">Pinball loss</Term>
          </th>
          <th scope="col" class="number">Root mean square error</th>
          <th scope="col" class="number">Bias</th>
          {!model.isBaseline && (
            <th scope="col" class="number">
              Against the <Term id="baseline">baseline</Term>
            </th>
          )}
          <th scope="col" class="number">Within P10–P90</th>
        </tr>
      </thead>
      <tbody>
        {model.rows.map((row) => <Row row={row} isBaseline={model.isBaseline} />)}
      </tbody>
    </table>
  );
}

function Row({ row, isBaseline }: { row: Accuracy; isBaseline: boolean }) {
  return (
    <tr>
      <th scope="row">{aheadText(row.horizon_hours)}</th>
      <td class="number" data-label="Values compared">{count(row.pairs)}</td>
      <ErrorCell
        label="Mean absolute error"
        kw={text(row.mae_kw, power)}
        share={text(row.mae_share, percent)}
      />
      <ErrorCell
        label="CRPS"
        kw={text(row.crps_kw, power)}
        share={text(row.crps_share, percent)}
      />
      <ErrorCell
        label="Pinball loss"
        kw={text(row.pinball_kw, power)}
        share={text(row.pinball_share, percent)}
      />
      <ErrorCell
        label="Root mean square error"
        kw={text(row.rmse_kw, power)}
        share={text(row.rmse_share, percent)}
      />
      <ErrorCell
        label="Bias"
        kw={text(row.bias_kw, bias)}
        share={text(row.bias_share, biasShare)}
      />
      {!isBaseline && (
        <td class="number" data-label="Against the baseline">{skillText(row.skill)}</td>
      )}
      <td class="number" data-label="Within P10–P90">{text(row.inside_share, percent) ?? "–"}</td>
    </tr>
  );
}

interface ErrorCellProps {
  label: string;
  kw: string | null;
  share: string | null;
}

function ErrorCell({ label, kw, share }: ErrorCellProps) {
  return (
    <td class="number" data-label={label}>
      {kw ?? "–"}
      {share && <small>{share}</small>}
    </td>
  );
}

function text(value: number | null, write: (value: number) => string): string | null {
  return value === null ? null : write(value);
}
