import { towardEquator } from "../../domain/sites/place_facts.ts";
import { direction } from "../../domain/sites/site.ts";
import { type FormState, textOf } from "../ui/form_state.ts";
import { NumberInput } from "../ui/inputs.tsx";

interface PanelsProps {
  state: FormState;
  mode: "new" | "edit";
}

/** The directions that the field of the orientation suggests, by degrees. */
const DIRECTIONS = [0, 45, 90, 135, 180, 225, 270, 315];

/** Renders how panels are set up: orientation with a compass, and tilt with a roof. */
export function Panels({ state, mode }: PanelsProps) {
  const usual = (what: string) => mode === "new" ? ` If left empty, ${what}.` : "";
  return (
    <fieldset>
      <legend>Panels</legend>
      <div class="fields">
        <div class="with-drawing">
          <NumberInput
            state={state}
            name="orientation"
            label="Orientation"
            unit="°"
            list="directions"
            hint={
              <>
                <Facing state={state} mode={mode} />
                0 is north, 90 east, 180 south, 270 west.
                {usual("toward the equator: 180 in the north, 0 in the south")}
              </>
            }
          />
          <Compass degrees={facing(state, mode)} />
          <datalist id="directions">
            {DIRECTIONS.map((degrees) => (
              <option value={String(degrees)}>{direction(degrees)}</option>
            ))}
          </datalist>
        </div>
        <div class="with-drawing">
          <NumberInput
            state={state}
            name="tilt"
            label="Tilt"
            unit="°"
            hint={`0 is flat, 90 is upright.${usual("35")}`}
          />
          <Roof degrees={numberIn(state, "tilt")} />
        </div>
      </div>
    </fieldset>
  );
}

const numberIn = (state: FormState, name: string) =>
  Number(textOf(state, name).replace(",", ".") || NaN);

/** Returns the degrees that panels face: as typed, or in a new site toward the equator. */
function facing(state: FormState, mode: PanelsProps["mode"]): number {
  if (mode === "edit" || textOf(state, "orientation").trim() !== "") {
    return numberIn(state, "orientation");
  }
  const latitude = numberIn(state, "latitude");
  return Number.isFinite(latitude) ? towardEquator(latitude) : NaN;
}

/** Says which way the panels face; sitecast.js keeps it true while orientation or latitude change. */
function Facing({ state, mode }: PanelsProps) {
  const degrees = facing(state, mode);
  return (
    <output id="facing" for="orientation latitude" data-mode={mode}>
      {Number.isFinite(degrees) ? `facing ${direction(degrees)}` : ""}
    </output>
  );
}

const turn = (degrees: number) => `rotate(${Number.isFinite(degrees) ? degrees : 0})`;

/** Draws a compass whose needle points where panels face; sitecast.js turns it. */
function Compass({ degrees }: { degrees: number }) {
  return (
    <svg class="compass" viewBox="-50 -50 100 100" aria-hidden="true">
      <circle r="36" />
      <text y="-39">N</text>
      <text x="43" y="4">E</text>
      <text y="47">S</text>
      <text x="-43" y="4">W</text>
      <path class="needle" d="M0 -32 7 6H-7Z" transform={turn(degrees)} />
    </svg>
  );
}

/** Draws the modules from the side; sitecast.js tilts them. */
function Roof({ degrees }: { degrees: number }) {
  return (
    <svg class="roof" viewBox="-6 -58 70 64" aria-hidden="true">
      <path d="M-4 0H62" />
      <path class="slope" d="M0 0H52" transform={turn(-degrees)} />
    </svg>
  );
}
