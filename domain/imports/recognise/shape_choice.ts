import type { Question, Shape, Unit } from "../reading.ts";
import type { Candidate } from "./candidates.ts";
import { hasWord } from "./names.ts";
import type { Seen } from "./seen.ts";
import { isEnergy } from "./units.ts";

/** What the numbers are, and how it is known; a question where it is not. */
export interface ShapeChoice {
  shape: Shape;
  reason: string | null;
  question: Question | null;
}

const CHANGES = "=state|last changed|last updated|last reset|changed at";

/** Returns what the numbers of a column are: power, energy of periods, readings, or states. */
export function shapeChoice(
  { column, kind, isSure }: Candidate,
  unit: Unit,
  seen: Seen,
): ShapeChoice {
  if (!isEnergy(unit)) return ofPower(seen);
  if (kind === "power" || kind === "unknown") {
    return { shape: "energy", reason: null, question: null };
  }
  if (isSure) return { shape: kind, reason: null, question: null };
  const others: Shape[] = ["energy", "power", "day_counter", "lifetime_counter"];
  return {
    shape: kind,
    reason: null,
    question: {
      field: "shape",
      text:
        `Are the numbers of “${column.name}” those of each period, or readings of a counter? In the lines that were looked at they only rise, or fall to a small part at once.`,
      choices: [kind, ...others.filter((other) => other !== kind)].map(choice),
    },
  };
}

function ofPower({ steps, columns }: Seen): ShapeChoice {
  const isOfChanges = columns.some(({ plain }) => hasWord(plain, CHANGES)) ||
    columns.some(({ name }) => /^(?:state|last_changed|last_updated)$/i.test(name));
  if (!steps.isIrregular && !isOfChanges) return { shape: "power", reason: null, question: null };
  if (isOfChanges) {
    return { shape: "states", reason: "Lines are written when the value changes.", question: null };
  }
  return {
    shape: "states",
    reason: null,
    question: {
      field: "shape",
      text:
        "The times of the lines are uneven. Does a value hold until the next line, or is it the mean of a period?",
      choices: [choice("states"), choice("power")],
    },
  };
}

const TEXTS: Record<Shape, string> = {
  power: "The mean power of a period",
  energy: "The energy of each period",
  day_counter: "Readings of a counter that begins at zero each day",
  lifetime_counter: "Readings of a counter that never begins anew",
  states: "Power that holds until the next line",
};

const choice = (value: Shape) => ({ value, text: TEXTS[value] });
