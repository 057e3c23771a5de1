import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { TimeSlider } from "../../../views/charts/time_slider.tsx";
import { valuesOf, ValuesTable } from "../../../views/sites/values.tsx";
import { powerColumn } from "../../../views/ui/numbers.ts";
import { read } from "../../support/html.ts";
import { dayOfSite, measured } from "../../support/site_day.ts";

const dayOf = (day: string, generation: ReturnType<typeof measured>, zone = "Europe/London") =>
  dayOfSite({ day, zone, now: "2027-01-01T00:00:00Z", generation });
function tableOf(day: ReturnType<typeof dayOf>) {
  const column = powerColumn(10);
  return read(<ValuesTable day={day} values={valuesOf(day)} column={column} />);
}
const sliderOf = (day: ReturnType<typeof dayOf>) =>
  read(<TimeSlider day={day} values={valuesOf(day)} />);

describe("the labels of periods where clocks change", () => {
  it("say half an hour for half an hour, in spring and in autumn", () => {
    const spring = dayOf("2026-03-29", measured("2026-03-29T00:30:00Z", 30, [1, 2]));
    assert.deepEqual(tableOf(spring).texts("th[scope=row]"), [
      "00:30–01:00 UTC+0",
      "02:00–02:30 UTC+1",
    ]);
    const autumn = dayOf("2026-10-25", measured("2026-10-25T00:30:00Z", 30, [1, 2]));
    assert.deepEqual(tableOf(autumn).texts("th[scope=row]"), [
      "01:30–02:00 UTC+1",
      "01:00–01:30 UTC+0",
    ]);
  });
});

describe("the slider of the values", () => {
  const attributes = (day: ReturnType<typeof dayOf>) =>
    ["min", "max", "step", "value"].map((name) => sliderOf(day).one("input").attribute(name));

  it("moves by time, in the longest step that meets every row", () => {
    const half = measured("2026-06-10T03:00:00Z", 360, [1]);
    const quarter = measured("2026-06-10T12:00:00Z", 15, [2, 5]);
    assert.deepEqual(attributes(dayOf("2026-06-10", [...half, ...quarter])), [
      "0",
      "1425",
      "15",
      "795",
    ]);
    assert.deepEqual(attributes(dayOf("2026-06-10", half)), ["0", "1380", "60", "240"]);
  });

  it("reaches over the 23 hours of a day in spring", () => {
    const spring = dayOf("2026-03-29", measured("2026-03-29T00:30:00Z", 30, [1, 2]));
    assert.deepEqual(attributes(spring), ["0", "1350", "30", "60"]);
  });
});
