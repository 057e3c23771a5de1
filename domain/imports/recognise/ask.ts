import type { Question } from "../reading.ts";

export const ASK_SITE: Question = {
  field: "site",
  text: "Which site is this file of? No column names it.",
  choices: [],
};

/** Asks which end of its period a time is, the likelier one first. */
export function askLabel(likely: "start" | "end"): Question {
  const start = { value: "start", text: "The start of its period: 12:00 is from 12:00 on" };
  const end = { value: "end", text: "The end of its period: 12:00 is what was until 12:00" };
  return {
    field: "label",
    text: "Is the time of a line the start or the end of its period? The file does not say it.",
    choices: likely === "start" ? [start, end] : [end, start],
  };
}

export const ASK_STEP: Question = {
  field: "step_minutes",
  text: "How many minutes is the period of a line long? The file has too few lines to tell.",
  choices: ["5", "10", "15", "30", "60"].map((value) => ({ value, text: `${value} minutes` })),
};
